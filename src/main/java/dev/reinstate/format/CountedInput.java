package dev.reinstate.format;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads as many items as bytes from outside say that there are. The number is never trusted: what
 * is allocated grows with what has come, at most twice as far, so that a number that lies ends as
 * {@link java.io.EOFException} and not for want of memory.
 */
public final class CountedInput {

  /** Items that are made room for at once. */
  private static final int BYTES_AT_ONCE = 1 << 16;

  private static final int ITEMS_AT_ONCE = 1 << 10;

  private CountedInput() {}

  /** Reads an item. */
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  /** Reads a number of items, an int. */
  public static int count(DataInput in) throws IOException {
    return count(in, Integer.MAX_VALUE);
  }

  /** Reads a number of items, an int of no more than what may be made room for at once. */
  public static int count(DataInput in, int max) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > max) {
      throw new IOException("a number of items is %d; expected 0 to %d".formatted(count, max));
    }
    return count;
  }

  /** Reads a number of bytes, an int, and so many. */
  public static byte[] bytes(DataInput in) throws IOException {
    return bytes(in, count(in));
  }

  /** Reads so many bytes. */
  public static byte[] bytes(DataInput in, int count) throws IOException {
    byte[] bytes = new byte[Math.min(count, BYTES_AT_ONCE)];
    in.readFully(bytes);
    while (bytes.length < count) {
      int read = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * read));
      in.readFully(bytes, read, bytes.length - read);
    }
    return bytes;
  }

  /** Reads a number of items, an int, and so many. */
  public static <T> List<T> list(DataInput in, Reader<T> reader) throws IOException {
    int count = count(in);
    List<T> items = new ArrayList<>(Math.min(count, ITEMS_AT_ONCE));
    for (int i = 0; i < count; i++) {
      items.add(reader.read(in));
    }
    return items;
  }

  /** Reads a number of texts, an int, and so many. */
  public static String[] texts(DataInput in) throws IOException {
    return list(in, DataInput::readUTF).toArray(String[]::new);
  }

  /** Reads a number of names, an int, and so many, each with its text. */
  public static Map<String, String> textsByName(DataInput in) throws IOException {
    int count = count(in);
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      texts.put(in.readUTF(), in.readUTF());
    }
    return texts;
  }
}
