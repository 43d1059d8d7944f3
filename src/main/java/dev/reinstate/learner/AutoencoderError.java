package dev.reinstate.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The autoencoder's squared error as a share of the features' variance: running means over the last
 * 50 steps or so, taken before each.
 */
final class AutoencoderError {

  private static final double SLOWEST_MEAN = 0.02;

  private final double[] means;
  private long steps;

  /**
   * @param features of an observation
   */
  AutoencoderError(int features) {
    means = new double[features + 2];
  }

  /** A step is made with a sum. */
  void stepped(AutoencoderSum sum) {
    steps++;
    double share = Math.max(SLOWEST_MEAN, 1.0 / steps);
    for (int i = 0; i < means.length; i++) {
      double mean = sum.moments()[i] / sum.count();
      means[i] += share * (mean - means[i]);
    }
  }

  /** At least 0; NaN before any step. */
  double share() {
    int features = means.length - 2;
    double variance = means[features];
    for (int i = 0; i < features; i++) {
      variance -= means[i] * means[i];
    }
    return steps == 0 ? Double.NaN : means[features + 1] / variance;
  }

  void save(DataOutput out) throws IOException {
    Floats.write(means, out);
    out.writeLong(steps);
  }

  void restore(DataInput in) throws IOException {
    restoreMeans(in);
    steps = in.readLong();
  }

  /** Reads what older versions wrote, which did not say over how many steps the means went. */
  void restore(DataInput in, long steps) throws IOException {
    restoreMeans(in);
    this.steps = steps;
  }

  private void restoreMeans(DataInput in) throws IOException {
    double[] saved = Floats.readDoubles(in);
    if (saved.length != means.length) {
      throw new IOException(
          "the autoencoder's error is that of %d features where %d are configured"
              .formatted(saved.length - 2, means.length - 2));
    }
    System.arraycopy(saved, 0, means, 0, means.length);
  }
}
