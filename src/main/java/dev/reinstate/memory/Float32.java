package dev.reinstate.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Floats among bytes, four each, little-endian. */
public final class Float32 {

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private Float32() {}

  static float get(byte[] bytes, int at) {
    return (float) FLOATS.get(bytes, at);
  }

  static void set(byte[] bytes, int at, float number) {
    FLOATS.set(bytes, at, number);
  }

  /** Writes floats to bytes, from a place in each array on. */
  public static void write(float[] numbers, int from, int count, byte[] bytes, int at) {
    for (int i = 0; i < count; i++) {
      set(bytes, at + i * Float.BYTES, numbers[from + i]);
    }
  }

  /** Reads floats from bytes, from a place in each array on. */
  public static void read(byte[] bytes, int from, int count, float[] numbers, int at) {
    for (int i = 0; i < count; i++) {
      numbers[at + i] = get(bytes, from + i * Float.BYTES);
    }
  }
}
