package dev.reinstate.recording.file;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

/**
 * Steps over a record of Avro's binary encoding before it is read, since Avro's own readers trust
 * the lengths in it: a few bytes from anybody can make them allocate gigabytes. What was stepped
 * over has no length that goes beyond the record's bytes.
 */
public final class AvroLengths {

  /** Deepest nesting of a schema. */
  private static final int MAX_DEPTH = 64;

  private AvroLengths() {}

  /**
   * Steps over a record.
   *
   * @param bytes how many bytes there are at most
   * @throws IOException if it is cut off, or a number in it cannot be
   */
  public static void skip(Schema schema, BinaryDecoder in, int bytes) throws IOException {
    skip(schema, in, bytes, 0);
  }

  private static void skip(Schema schema, BinaryDecoder in, int bytes, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("is nested more than %d deep".formatted(MAX_DEPTH));
    }
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          skip(field.schema(), in, bytes, depth + 1);
        }
      }
      case ARRAY -> {
        long items = 0;
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
          items = checked(items, n, bytes);
          for (long i = 0; i < n; i++) {
            skip(schema.getElementType(), in, bytes, depth + 1);
          }
        }
      }
      case MAP -> {
        long items = 0;
        for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
          items = checked(items, n, bytes);
          for (long i = 0; i < n; i++) {
            skipCounted(in, bytes);
            skip(schema.getValueType(), in, bytes, depth + 1);
          }
        }
      }
      case UNION -> {
        List<Schema> branches = schema.getTypes();
        int branch = in.readIndex();
        if (branch < 0 || branch >= branches.size()) {
          throw new IOException(
              "has branch %d of a union of %d".formatted(branch, branches.size()));
        }
        skip(branches.get(branch), in, bytes, depth + 1);
      }
      case STRING, BYTES -> skipCounted(in, bytes);
      case FIXED -> in.skipFixed(schema.getFixedSize());
      case INT, ENUM -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.skipFixed(Float.BYTES);
      case DOUBLE -> in.skipFixed(Double.BYTES);
      case BOOLEAN -> in.skipFixed(1);
      case NULL -> {
        // has no bytes
      }
    }
  }

  private static void skipCounted(BinaryDecoder in, int bytes) throws IOException {
    long length = in.readLong();
    if (length < 0 || length > bytes) {
      throw new IOException("says that %d bytes follow in %d".formatted(length, bytes));
    }
    in.skipFixed((int) length);
  }

  /** An item takes a byte at least, but for nulls, of which nobody has that many. */
  private static long checked(long before, long items, int bytes) throws IOException {
    if (items < 0 || before + items > bytes) {
      throw new IOException("says that it has %d items in %d bytes".formatted(items, bytes));
    }
    return before + items;
  }
}
