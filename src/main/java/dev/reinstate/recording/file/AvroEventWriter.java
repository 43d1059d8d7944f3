package dev.reinstate.recording.file;

import dev.reinstate.event.Event;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes the events of one container file, checked and in time order. */
public final class AvroEventWriter<A extends SpecificRecord, E extends Event>
    implements AutoCloseable {

  /** Features hardly shrink further, and higher levels take several times as long. */
  private static final int DEFLATE_LEVEL = 1;

  /** Avro's own default is random and would make every file differ. */
  private static final byte[] SYNC = "reinstate events".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final Function<E, A> convert;
  private final Consumer<E> check;
  private final DataFileWriter<A> writer;
  private long records;
  private long lastTime = Long.MIN_VALUE;

  public AvroEventWriter(Path file, Schema schema, Function<E, A> convert, Consumer<E> check) {
    this.file = file;
    this.convert = convert;
    this.check = check;
    this.writer = new DataFileWriter<>(new SpecificDatumWriter<A>(schema));
    writer.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
    try {
      writer.create(schema, new BufferedOutputStream(Files.newOutputStream(file)), SYNC);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public void append(E event) {
    try {
      check.accept(event);
      if (event.time() < lastTime) {
        throw new IllegalArgumentException(
            "the time of observation or feedback %s is %d, after a record of %d; expected time order"
                .formatted(event.observationId(), event.time(), lastTime));
      }
      writer.append(convert.apply(event));
    } catch (IllegalArgumentException e) {
      throw new RecordingException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(e);
    }
    lastTime = event.time();
    records++;
  }

  public long records() {
    return records;
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private RecordingException failed(IOException e) {
    return new RecordingException(file + ": cannot be written: " + e.getMessage(), e);
  }
}
