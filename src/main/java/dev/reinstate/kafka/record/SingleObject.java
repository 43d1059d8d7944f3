package dev.reinstate.kafka.record;

import dev.reinstate.event.HasFields;
import dev.reinstate.recording.file.AvroLengths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding of one schema: C3 01, the schema's fingerprint, the body. Avro's
 * own {@link BinaryMessageEncoder} has a decoder beside it, which trusts the lengths in the bytes
 * it reads: a few bytes from anybody can make it allocate gigabytes. Buffers are reused, so an
 * instance belongs to one thread, and a decoded record is only valid until the next one.
 */
final class SingleObject<T extends SpecificRecordBase> implements Serializable {

  static final int HEADER_BYTES = 10;

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final Class<T> type;
  private final transient Schema schema;
  private final transient byte[] header;
  private final transient SpecificDatumWriter<T> writer;
  private final transient SpecificDatumReader<T> reader;
  private final transient ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private final transient BinaryEncoder encoder;
  private final transient AvroFields fields;
  private transient BinaryDecoder decoder;
  private transient T reused;

  SingleObject(Class<T> type) {
    this.type = type;
    SpecificData model = SpecificData.getForClass(type);
    schema = model.getSchema(type);
    header = header(schema);
    writer = new SpecificDatumWriter<>(schema, model);
    reader = new SpecificDatumReader<>(schema, schema, model);
    encoder = EncoderFactory.get().binaryEncoder(out, null);
    fields = new AvroFields(schema, encoder);
  }

  /** The ten bytes that every record of a schema starts with. */
  static byte[] header(Schema schema) {
    byte[] header = {(byte) 0xC3, 0x01, 0, 0, 0, 0, 0, 0, 0, 0};
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    for (int i = 2; i < HEADER_BYTES; i++, fingerprint >>>= Byte.SIZE) {
      header[i] = (byte) fingerprint;
    }
    return header;
  }

  byte[] encode(T record) {
    return encode(() -> writer.write(record, encoder));
  }

  /**
   * Writes a record that need not be built first: a prediction and its credit name many memories.
   *
   * @param record whose fields those of the schema are
   */
  byte[] encode(HasFields record) {
    return encode(() -> fields.write(record));
  }

  private interface Body {
    void write() throws IOException;
  }

  private byte[] encode(Body body) {
    out.reset();
    out.writeBytes(header);
    try {
      body.write();
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @param bytes header and body, or null as a compacted topic has it
   * @throws MalformedRecordException if the bytes are anything but one whole record of this schema
   */
  T decode(byte @Nullable [] bytes) throws MalformedRecordException {
    checkHeader(bytes);
    try {
      checkBody(bytes);
      reused = reader.read(reused, body(bytes));
      return reused;
    } catch (IOException | RuntimeException e) {
      throw new MalformedRecordException("does not decode as " + expected() + ": " + e);
    }
  }

  private void checkHeader(byte @Nullable [] bytes) throws MalformedRecordException {
    if (bytes == null) {
      throw new MalformedRecordException("no value, expected " + expected());
    }
    if (bytes.length < HEADER_BYTES) {
      throw new MalformedRecordException(
          bytes.length + " bytes, expected " + expected() + ", at least its header of ten bytes");
    }
    if (!Arrays.equals(bytes, 0, HEADER_BYTES, header, 0, HEADER_BYTES)) {
      throw new MalformedRecordException(
          "starts with " + HEX.formatHex(bytes, 0, HEADER_BYTES) + ", expected " + expected());
    }
  }

  /**
   * Steps over the body first, so that no length in it makes the reader allocate more than came.
   */
  private void checkBody(byte[] bytes) throws IOException {
    BinaryDecoder body = body(bytes);
    AvroLengths.skip(schema, body, bytes.length);
    if (!body.isEnd()) {
      throw new IOException("bytes are left over behind the record");
    }
  }

  private BinaryDecoder body(byte[] bytes) {
    decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
    return decoder;
  }

  private String expected() {
    return schema.getFullName() + " behind the header " + HEX.formatHex(header);
  }

  private Object readResolve() {
    return new SingleObject<>(type);
  }
}
