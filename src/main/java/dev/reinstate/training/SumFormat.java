package dev.reinstate.training;

import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How sums of gradients are written to bytes. */
public final class SumFormat {

  private SumFormat() {}

  public static void write(GradientSum sum, DataOutput out) throws IOException {
    out.writeInt(sum.count());
    Floats.write(sum.sum(), out);
  }

  public static GradientSum readGradientSum(DataInput in) throws IOException {
    int count = in.readInt();
    return new GradientSum(Floats.read(in), count);
  }

  static void write(AutoencoderSum sum, DataOutput out) throws IOException {
    write(sum.gradient(), out);
    out.writeDouble(sum.squaredError());
  }

  /** Adds a sum that must be over as many parameters. */
  static void add(DataInput in, GradientSum to) throws IOException {
    int count = in.readInt();
    float[] sum = new float[to.sum().length];
    Floats.read(in, sum);
    to.add(new GradientSum(sum, count));
  }

  /** Adds a sum that must be over as many parameters. */
  static void add(DataInput in, AutoencoderSum to) throws IOException {
    add(in, to.gradient());
    to.addSquaredError(in.readDouble());
  }

  /** Adds one with Σ of each feature, Σ‖x‖² and Σ‖x̂ − x‖² behind it. */
  static void addFormer(DataInput in, int features, AutoencoderSum to) throws IOException {
    add(in, to.gradient());
    double[] moments = Floats.readDoubles(in);
    if (moments.length != features + 2) {
      throw new IOException(
          "the state holds %d moments of features where the networks configured have %d"
              .formatted(moments.length, features + 2));
    }
    to.addSquaredError(moments[features + 1]);
  }
}
