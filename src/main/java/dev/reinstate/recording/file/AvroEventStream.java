package dev.reinstate.recording.file;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.recording.stream.EventStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events of one container file, checked and in order. Holds the events of one time and no more,
 * since within equal times a file may have any order.
 */
public final class AvroEventStream<A extends SpecificRecord, E extends Event>
    implements EventStream<E> {

  private final Path file;
  private final long expected;
  private final Function<A, E> convert;
  private final Check<E> check;
  private final ContainerFile container;
  private final SpecificDatumReader<A> reader;
  private final AvroTimes times;
  private final Queue<E> sameTime = new ArrayDeque<>();
  private @Nullable E ahead;
  private long records;
  private long leftInBlock;
  private int blockBytes;

  /** Goes over the bytes of a block one record ahead of the one that reads them. */
  private BinaryDecoder lengths;

  private BinaryDecoder block;

  /** What is done with each event of a file. */
  @FunctionalInterface
  public interface Check<E> {

    /**
     * @param record its number in the file, from 1
     * @return whether it is emitted
     * @throws IllegalArgumentException if the file is broken
     */
    boolean takes(E event, long record);
  }

  /**
   * @param expected how many records the file should hold
   */
  public AvroEventStream(
      Path file, Class<A> type, long expected, Function<A, E> convert, Check<E> check) {
    this.file = file;
    this.expected = expected;
    this.convert = convert;
    this.check = check;
    this.reader = new SpecificDatumReader<>(type);
    this.container = open(file, type);
    reader.setSchema(container.schema());
    this.times = times(type);
  }

  /** Counts the records of a container file without decoding them. */
  public static <A extends SpecificRecord> long count(Path file, Class<A> type) {
    try (ContainerFile container = open(file, type)) {
      long count = 0;
      for (ContainerFile.Block next = container.next(); next != null; next = container.next()) {
        count += next.records();
      }
      return count;
    } catch (IOException e) {
      throw new RecordingException(file + ": broken: " + e.getMessage(), e);
    }
  }

  private static <A extends SpecificRecord> ContainerFile open(Path file, Class<A> type) {
    try {
      return new ContainerFile(file);
    } catch (IOException e) {
      throw new RecordingException(
          "%s: cannot be read: %s; expected an Avro container file of %s"
              .formatted(file, e.getMessage(), type.getName()),
          e);
    }
  }

  @Override
  public boolean hasNext() {
    if (sameTime.isEmpty()) {
      readOneTime();
    }
    return !sameTime.isEmpty();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return sameTime.remove();
  }

  private void readOneTime() {
    E event = ahead == null ? read() : ahead;
    ahead = null;
    if (event == null) {
      return;
    }
    List<E> group = new ArrayList<>();
    long time = event.time();
    while (event != null && event.time() == time) {
      group.add(event);
      event = read();
    }
    if (event != null && event.time() < time) {
      throw broken(
          "its time %d is before the one of the record before it, %d; expected time order"
              .formatted(event.time(), time),
          null);
    }
    ahead = event;
    group.sort(EventOrder.INSTANCE);
    sameTime.addAll(group);
  }

  private AvroTimes times(Class<A> type) {
    try {
      return new AvroTimes(container.schema(), SpecificData.get().getSchema(type));
    } catch (IllegalArgumentException e) {
      close();
      throw new RecordingException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The next event of the file that is taken, or null at its end. */
  private @Nullable E read() {
    try {
      while (hasRecord()) {
        records++;
        E event = convert.apply(times.correct(record()));
        if (check.takes(event, records)) {
          return event;
        }
      }
    } catch (IOException | IllegalArgumentException | AvroRuntimeException e) {
      throw broken(e.getMessage(), e);
    }
    if (records != expected) {
      throw new RecordingException(
          "%s: holds %d records; expected %d, as recording.json says"
              .formatted(file, records, expected));
    }
    return null;
  }

  private boolean hasRecord() throws IOException {
    while (leftInBlock == 0) {
      if (block != null && !block.isEnd()) {
        throw new IOException("its block goes on after the records that it says it has");
      }
      ContainerFile.Block next = container.next();
      if (next == null) {
        return false;
      }
      leftInBlock = next.records();
      blockBytes = next.bytes().length;
      lengths = DecoderFactory.get().binaryDecoder(next.bytes(), lengths);
      block = DecoderFactory.get().binaryDecoder(next.bytes(), block);
    }
    leftInBlock--;
    return true;
  }

  private A record() throws IOException {
    AvroLengths.skip(container.schema(), lengths, blockBytes);
    return reader.read(null, block);
  }

  private RecordingException broken(String message, @Nullable Exception cause) {
    return new RecordingException("%s, record %d: %s".formatted(file, records, message), cause);
  }

  @Override
  public void close() {
    try {
      container.close();
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
