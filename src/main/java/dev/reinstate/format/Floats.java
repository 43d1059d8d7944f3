package dev.reinstate.format;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arrays of numbers as their length and their bits. */
public final class Floats {

  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

  private Floats() {}

  /** Whether no number is NaN or infinite. */
  public static boolean areFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  public static void write(float[] values, DataOutput out) throws IOException {
    byte[] bytes = new byte[values.length * Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      FLOAT.set(bytes, i * Float.BYTES, values[i]);
    }
    out.writeInt(values.length);
    out.write(bytes);
  }

  public static float[] read(DataInput in) throws IOException {
    int count = CountedInput.count(in, Integer.MAX_VALUE / Float.BYTES);
    byte[] bytes = CountedInput.bytes(in, count * Float.BYTES);
    float[] values = new float[count];
    fill(bytes, values);
    return values;
  }

  /** Reads into an array that must have the length written. */
  public static void read(DataInput in, float[] values) throws IOException {
    int length = in.readInt();
    if (length != values.length) {
      throw new IOException(
          "the state holds a vector of %d numbers where the networks configured have %d"
              .formatted(length, values.length));
    }
    byte[] bytes = new byte[values.length * Float.BYTES];
    in.readFully(bytes);
    fill(bytes, values);
  }

  private static void fill(byte[] bytes, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) FLOAT.get(bytes, i * Float.BYTES);
    }
  }

  public static void write(double[] values, DataOutput out) throws IOException {
    byte[] bytes = new byte[values.length * Double.BYTES];
    for (int i = 0; i < values.length; i++) {
      DOUBLE.set(bytes, i * Double.BYTES, values[i]);
    }
    out.writeInt(values.length);
    out.write(bytes);
  }

  public static double[] readDoubles(DataInput in) throws IOException {
    int count = CountedInput.count(in, Integer.MAX_VALUE / Double.BYTES);
    byte[] bytes = CountedInput.bytes(in, count * Double.BYTES);
    double[] values = new double[count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (double) DOUBLE.get(bytes, i * Double.BYTES);
    }
    return values;
  }
}
