package dev.reinstate.memory;

/**
 * How autoencoder codes become bytes: {@code byte = floor(c · 127 + ½)} for c in [-1, 1], and back
 * {@code c = byte / 127}.
 */
public final class Codes {

  private static final float LEVELS = 127;

  private Codes() {}

  public static byte[] quantise(float[] codes, int from, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) Math.floor(codes[from + i] * LEVELS + 0.5f);
    }
    return bytes;
  }

  public static void restore(byte[] bytes, int from, int size, float[] codes, int to) {
    for (int i = 0; i < size; i++) {
      codes[to + i] = bytes[from + i] / LEVELS;
    }
  }
}
