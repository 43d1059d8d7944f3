package dev.reinstate.training;

import dev.reinstate.format.Floats;
import dev.reinstate.model.FeatureScale;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The autoencoder's squared error as a share of the features' variance: a running mean over the
 * last 50 steps or so, taken before each. A feature that does not vary counts in neither.
 */
final class AutoencoderError {

  private static final double SLOWEST_MEAN = 0.02;

  private final int features;
  private final FeatureScale scale;
  private double squaredError;
  private long steps;

  /**
   * @param features of an observation
   */
  AutoencoderError(int features) {
    this.features = features;
    scale = new FeatureScale(features);
  }

  /** Of the observations that it is the error of. */
  FeatureScale scale() {
    return scale;
  }

  /** A step is made with a sum of observations some features of which vary. */
  void stepped(AutoencoderSum sum) {
    steps++;
    double share = Math.max(SLOWEST_MEAN, 1.0 / steps);
    squaredError += share * (sum.squaredError() / sum.count() - squaredError);
  }

  /** At least 0; NaN before any step with observations that vary. */
  double share() {
    return steps == 0 ? Double.NaN : squaredError / scale.variance();
  }

  /**
   * Writes it.
   *
   * @param withFirst whether the first observations that wait are written too, with raw features
   */
  void save(DataOutput out, boolean withFirst) throws IOException {
    scale.save(out, withFirst);
    out.writeDouble(squaredError);
    out.writeLong(steps);
  }

  void restore(DataInput in) throws IOException {
    scale.restore(in);
    squaredError = in.readDouble();
    steps = in.readLong();
  }

  /** Reads what older versions wrote: Σ of each feature, of their squares and of squared errors. */
  void restoreFormer(DataInput in, boolean countsSteps, long stepsOtherwise) throws IOException {
    double[] means = Floats.readDoubles(in);
    if (means.length != features + 2) {
      throw new IOException(
          "the autoencoder's error is that of %d features where %d are configured"
              .formatted(means.length - 2, features));
    }
    long made = countsSteps ? in.readLong() : stepsOtherwise;
    double variance = means[features];
    for (int i = 0; i < features; i++) {
      variance -= means[i] * means[i];
    }
    if (made > 0 && variance > 0 && variance < Double.POSITIVE_INFINITY) {
      scale.restore(Arrays.copyOf(means, features), variance);
      squaredError = means[features + 1];
      steps = made;
    }
  }
}
