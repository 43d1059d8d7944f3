package dev.reinstate.recording.file;

import dev.reinstate.format.CountedInput;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An Avro container file, block by block. Avro's own reader allocates what the file says that its
 * header, its blocks and what they unzip to take, and takes a file that is cut off within a block
 * for one that ends before it. Here what is allocated grows with what there is, and a file must be
 * whole.
 */
final class ContainerFile implements AutoCloseable {

  /** Of a block, uncompressed; writers make blocks of kilobytes. */
  static final int MAX_BYTES = 1 << 26;

  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC_BYTES = 16;

  /** Bytes of a number: seven bits each. */
  private static final int NUMBER_BYTES = 10;

  private final DataInputStream in;
  private final Schema schema;
  private final boolean deflated;
  private final byte[] sync;
  private final Inflater inflater = new Inflater(true);

  /**
   * Records that belong together in the file.
   *
   * @param records how many
   * @param bytes the records, unzipped
   */
  record Block(long records, byte[] bytes) {}

  /**
   * @throws IOException if it is no container file
   */
  ContainerFile(Path file) throws IOException {
    this(Files.newInputStream(file));
  }

  ContainerFile(InputStream file) throws IOException {
    in = new DataInputStream(new BufferedInputStream(file));
    try {
      if (!Arrays.equals(CountedInput.bytes(in, MAGIC.length), MAGIC)) {
        throw new IOException("does not begin as one");
      }
      Map<String, byte[]> meta = meta();
      schema = schema(meta.get("avro.schema"));
      deflated = deflated(meta.get("avro.codec"));
      sync = CountedInput.bytes(in, SYNC_BYTES);
    } catch (EOFException e) {
      in.close();
      throw new IOException("ends within its header", e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private Map<String, byte[]> meta() throws IOException {
    Map<String, byte[]> meta = new HashMap<>();
    for (long entries = number(); entries != 0; entries = number()) {
      if (entries < 0) {
        // how many bytes they take
        number();
      }
      for (long i = Math.abs(entries); i > 0; i--) {
        meta.put(new String(counted(), StandardCharsets.UTF_8), counted());
      }
    }
    return meta;
  }

  private static Schema schema(byte @Nullable [] json) throws IOException {
    if (json == null) {
      throw new IOException("names no schema");
    }
    try {
      return new Schema.Parser().parse(new String(json, StandardCharsets.UTF_8));
    } catch (AvroRuntimeException e) {
      throw new IOException("has a schema that is none: " + e.getMessage(), e);
    }
  }

  private static boolean deflated(byte @Nullable [] codec) throws IOException {
    String name = codec == null ? "null" : new String(codec, StandardCharsets.UTF_8);
    return switch (name) {
      case "null" -> false;
      case "deflate" -> true;
      default -> throw new IOException("has codec '%s'; allowed: null, deflate".formatted(name));
    };
  }

  /** The schema that its records are written with. */
  Schema schema() {
    return schema;
  }

  /**
   * The next block, or null at the end.
   *
   * @throws IOException if the file is cut off or broken
   */
  @Nullable Block next() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    try {
      long records = number();
      if (records < 0) {
        throw new IOException("a block has %d records".formatted(records));
      }
      byte[] bytes = counted();
      if (!Arrays.equals(CountedInput.bytes(in, SYNC_BYTES), sync)) {
        throw new IOException("a block does not end where it says");
      }
      return new Block(records, deflated ? inflate(bytes) : bytes);
    } catch (EOFException e) {
      throw new IOException("is cut off", e);
    }
  }

  private byte[] inflate(byte[] zipped) throws IOException {
    inflater.reset();
    inflater.setInput(zipped);
    byte[] bytes = new byte[Math.min(MAX_BYTES, 1024 + 4 * zipped.length)];
    int length = 0;
    try {
      while (!inflater.finished()) {
        if (length == bytes.length) {
          if (length == MAX_BYTES) {
            throw tooLarge(length + 1L);
          }
          bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, 2 * length));
        }
        int more = inflater.inflate(bytes, length, bytes.length - length);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IOException("a block's deflated bytes are cut off");
        }
        length += more;
      }
    } catch (DataFormatException e) {
      throw new IOException("a block's bytes are not deflated", e);
    }
    return Arrays.copyOf(bytes, length);
  }

  private byte[] counted() throws IOException {
    long length = number();
    if (length < 0 || length > MAX_BYTES) {
      throw tooLarge(length);
    }
    return CountedInput.bytes(in, (int) length);
  }

  private static IOException tooLarge(long length) {
    return new IOException(
        "a block or a part of the header has %,d bytes; expected at most %,d"
            .formatted(length, MAX_BYTES));
  }

  /** A number as Avro writes it: zigzag, the lowest seven bits first. */
  private long number() throws IOException {
    long bits = 0;
    for (int i = 0; i < NUMBER_BYTES; i++) {
      int next = in.readUnsignedByte();
      bits |= (next & 0x7FL) << 7 * i;
      if (next < 0x80) {
        return bits >>> 1 ^ -(bits & 1);
      }
    }
    throw new IOException("has a number of more than %d bytes".formatted(NUMBER_BYTES));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
