package dev.reinstate.replay.summary;

import dev.reinstate.event.FieldVisitor;
import dev.reinstate.event.HasFields;
import dev.reinstate.format.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 over fields as {@link dev.reinstate.event.FieldOutput} writes them, big-endian, but for
 * text: the number of its bytes, an int, and its UTF-8. Texts that say nothing are left out, so
 * that a job without them has the digest that it had before there were such. All NaNs are one.
 * Fields gather in a buffer, since a run has thousands of small ones a millisecond. Serves one
 * thread.
 */
final class FieldHash implements FieldVisitor<RuntimeException> {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int BUFFER_BYTES = 1 << 13;
  private static final int FIRST_NOT_ASCII = 0x80;

  private final MessageDigest digest = Sha256.digest();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  @Override
  public void bool(String name, boolean value) {
    makeRoom(1);
    buffer[filled++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void int32(String name, int value) {
    add(value);
  }

  private void add(int value) {
    makeRoom(Integer.BYTES);
    INTS.set(buffer, filled, value);
    filled += Integer.BYTES;
  }

  @Override
  public void int64(String name, long value) {
    makeRoom(Long.BYTES);
    LONGS.set(buffer, filled, value);
    filled += Long.BYTES;
  }

  @Override
  public void float32(String name, float value) {
    add(Float.floatToIntBits(value));
  }

  @Override
  public void float64(String name, double value) {
    int64(name, Double.doubleToLongBits(value));
  }

  @Override
  public void bytes(String name, byte[] value) {
    add(value.length);
    addAll(value);
  }

  @Override
  public void vector(String name, float[] values) {
    add(values.length);
    for (float value : values) {
      float32(name, value);
    }
  }

  @Override
  public void read(String name, String[] ids, float[] weights, String[] reads) {
    add(ids.length);
    for (String id : ids) {
      text(name, id);
    }
    vector(name, weights);
    for (String read : reads) {
      optionalText(name, read);
    }
  }

  @Override
  public void optionalText(String name, String value) {
    if (!value.isEmpty()) {
      text(name, value);
    }
  }

  @Override
  public void texts(String name, Map<String, String> values) {
    add(values.size());
    values.forEach(
        (of, value) -> {
          text(name, of);
          text(name, value);
        });
  }

  @Override
  public void list(String name, List<? extends HasFields> items) {
    add(items.size());
    for (HasFields item : items) {
      item.fields(this);
    }
  }

  @Override
  public void text(String name, String text) {
    if (!addAscii(text)) {
      bytes(name, text.getBytes(StandardCharsets.UTF_8));
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

  private void addAll(byte[] bytes) {
    flush();
    digest.update(bytes);
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
