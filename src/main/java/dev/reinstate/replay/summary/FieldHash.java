package dev.reinstate.replay.summary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over fields as {@link java.io.DataOutput} writes them, big-endian, but for text: the
 * number of its bytes, an int, and its UTF-8. All NaNs are one. Fields gather in a buffer, since a
 * run has thousands of small ones a millisecond. Serves one thread.
 */
final class FieldHash {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BUFFER_BYTES = 1 << 13;
  private static final int FIRST_NOT_ASCII = 0x80;

  private final MessageDigest digest = sha256();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(boolean value) {
    makeRoom(1);
    buffer[filled++] = (byte) (value ? 1 : 0);
  }

  void add(int value) {
    makeRoom(Integer.BYTES);
    INTS.set(buffer, filled, value);
    filled += Integer.BYTES;
  }

  void add(long value) {
    makeRoom(Long.BYTES);
    LONGS.set(buffer, filled, value);
    filled += Long.BYTES;
  }

  void add(float value) {
    add(Float.floatToIntBits(value));
  }

  void add(double value) {
    add(Double.doubleToLongBits(value));
  }

  /** Their number, and each. */
  void add(float[] values) {
    add(values.length);
    for (float value : values) {
      add(value);
    }
  }

  void add(String text) {
    if (!addAscii(text)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(bytes.length);
      flush();
      digest.update(bytes);
    }
  }

  /** Adds a text where it is ASCII and the buffer holds it; else changes nothing. */
  private boolean addAscii(String text) {
    int length = text.length();
    if (length > BUFFER_BYTES - Integer.BYTES) {
      return false;
    }
    makeRoom(Integer.BYTES + length);
    int at = filled + Integer.BYTES;
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= FIRST_NOT_ASCII) {
        return false;
      }
      buffer[at + i] = (byte) character;
    }
    add(length);
    filled += length;
    return true;
  }

  private void makeRoom(int bytes) {
    if (bytes > BUFFER_BYTES - filled) {
      flush();
    }
  }

  private void flush() {
    digest.update(buffer, 0, filled);
    filled = 0;
  }

  /** The hash of all so far, 32 bytes; more may follow. */
  byte[] soFar() {
    flush();
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
    }
  }
}
