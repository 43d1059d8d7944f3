package dev.reinstate.learner;

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
    Floats.write(sum.moments(), out);
  }

  static AutoencoderSum readAutoencoderSum(DataInput in) throws IOException {
    GradientSum gradient = readGradientSum(in);
    return new AutoencoderSum(gradient, Floats.readDoubles(in));
  }
}
