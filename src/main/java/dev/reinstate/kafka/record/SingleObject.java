package dev.reinstate.kafka.record;

import dev.reinstate.event.HasFields;
import dev.reinstate.recording.file.AvroLengths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * Avro's single-object encoding of one type of records: C3 01, the fingerprint of the writer's
 * schema, the body. What was written with the schema of an earlier release is resolved: fields that
 * it lacks have their defaults. Avro's own {@link BinaryMessageEncoder} has a decoder beside it,
 * which trusts the lengths in the bytes it reads: a few bytes from anybody can make it allocate
 * gigabytes. Buffers are reused, so an instance belongs to one thread, and a decoded record is only
 * valid until the next one.
 */
final class SingleObject<T extends SpecificRecordBase> implements Serializable {

  static final int HEADER_BYTES = 10;

  /** C3 01, before the fingerprint. */
  private static final int MARKER_BYTES = 2;

  private static final VarHandle FINGERPRINT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final Class<T> type;
  private final transient Schema schema;
  private final transient byte[] header;
  private final transient SpecificDatumWriter<T> writer;
  private final transient SpecificDatumReader<T> reader;

  /** Of records in the schemas of earlier releases, by fingerprint. */
  private final transient Map<Long, SpecificDatumReader<T>> earlier = new LinkedHashMap<>();

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
    for (Schema released : ReleasedSchemas.of(schema)) {
      earlier.put(
          SchemaNormalization.parsingFingerprint64(released),
          new SpecificDatumReader<>(released, schema, model));
    }
    earlier.remove(SchemaNormalization.parsingFingerprint64(schema));
    encoder = EncoderFactory.get().binaryEncoder(out, null);
    fields = new AvroFields(schema, encoder);
  }

  /** The ten bytes that every record of a schema starts with. */
  static byte[] header(Schema schema) {
    byte[] header = {(byte) 0xC3, 0x01, 0, 0, 0, 0, 0, 0, 0, 0};
    FINGERPRINT.set(header, MARKER_BYTES, SchemaNormalization.parsingFingerprint64(schema));
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
   * @throws MalformedRecordException if the bytes are anything but one whole record, in a schema
   *     that is known
   */
  T decode(byte @Nullable [] bytes) throws MalformedRecordException {
    SpecificDatumReader<T> ofWriter = readerOf(bytes);
    try {
      checkBody(bytes, ofWriter.getSchema());
      reused = ofWriter.read(reused, body(bytes));
      return reused;
    } catch (IOException | RuntimeException e) {
      throw new MalformedRecordException("does not decode as " + expected() + ": " + e);
    }
  }

  /** What reads a record in the schema whose fingerprint is in front of it. */
  private SpecificDatumReader<T> readerOf(byte @Nullable [] bytes) throws MalformedRecordException {
    if (bytes == null) {
      throw new MalformedRecordException("no value, expected " + expected());
    }
    if (bytes.length < HEADER_BYTES) {
      throw new MalformedRecordException(
          bytes.length + " bytes, expected " + expected() + ", at least its header of ten bytes");
    }
    if (Arrays.equals(bytes, 0, HEADER_BYTES, header, 0, HEADER_BYTES)) {
      return reader;
    }
    if (!Arrays.equals(bytes, 0, MARKER_BYTES, header, 0, MARKER_BYTES)) {
      throw new MalformedRecordException(
          "starts with " + HEX.formatHex(bytes, 0, HEADER_BYTES) + ", expected " + expected());
    }
    SpecificDatumReader<T> ofEarlier = earlier.get((long) FINGERPRINT.get(bytes, MARKER_BYTES));
    if (ofEarlier == null) {
      throw new MalformedRecordException(
          ("starts with %s, which is the header of another record or of a schema that this version"
                  + " does not know, expected %s; where the schema is newer, upgrade this job before"
                  + " what writes to its topics")
              .formatted(HEX.formatHex(bytes, 0, HEADER_BYTES), expected()));
    }
    return ofEarlier;
  }

  /**
   * Steps over the body first, so that no length in it makes the reader allocate more than came.
   */
  private void checkBody(byte[] bytes, Schema written) throws IOException {
    BinaryDecoder body = body(bytes);
    AvroLengths.skip(written, body, bytes.length);
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
    StringBuilder expected = new StringBuilder(schema.getFullName());
    expected.append(" behind the header ").append(HEX.formatHex(header));
    for (SpecificDatumReader<T> ofEarlier : earlier.values()) {
      expected.append(" or, as earlier releases wrote it, ");
      expected.append(HEX.formatHex(header(ofEarlier.getSchema())));
    }
    return expected.toString();
  }

  private Object readResolve() {
    return new SingleObject<>(type);
  }
}
