package dev.reinstate;

import java.util.List;

/**
 * Something that reads bytes from outside.
 *
 * @param documented what it throws where they are wrong; null where it throws nothing
 * @param base bytes that it may allocate whatever the input
 * @param valid inputs that it reads
 */
public record FuzzedDecoder(
    String name,
    Class<? extends Throwable> documented,
    long base,
    List<byte[]> valid,
    Decoding decoding) {

  /** Bytes that decoders may allocate for buffers, messages and tables. */
  public static final long USUAL_BASE = 1 << 20;

  /** Reads an input. */
  public interface Decoding {
    void read(byte[] input) throws Throwable;
  }

  public FuzzedDecoder(
      String name, Class<? extends Throwable> documented, List<byte[]> valid, Decoding decoding) {
    this(name, documented, USUAL_BASE, valid, decoding);
  }

  boolean documents(Throwable thrown) {
    return documented != null && documented.isInstance(thrown);
  }

  @Override
  public String toString() {
    return name;
  }
}
