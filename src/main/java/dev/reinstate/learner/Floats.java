package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers as their length and their bits. */
public final class Floats {

  private Floats() {}

  public static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  public static float[] read(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    fill(in, values);
    return values;
  }

  /** Reads into an array that must have the length written. */
  static void read(DataInput in, float[] values) throws IOException {
    int length = in.readInt();
    if (length != values.length) {
      throw new IOException(
          "the state holds a vector of %d numbers where the networks configured have %d"
              .formatted(length, values.length));
    }
    fill(in, values);
  }

  private static void fill(DataInput in, float[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
  }

  static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static double[] readDoubles(DataInput in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
