package dev.reinstate.model;

import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where observations lie and how they vary: running mean and variance of each feature over about
 * the last 1024 observations, and which observation is an outlier. An outlier, such as one with a
 * sentinel for a missing number, moves neither; if such observations keep coming, they soon are
 * outliers no longer. Differences are summed, not squares, so that large means cost no digits.
 * Serves one thread.
 */
public final class FeatureScale {

  /** An observation is outside where it is so many times as far from the mean as others are. */
  private static final double TIMES = 16;

  private static final int WINDOW = 1024;

  private final double[] mean;
  private final double[] variance;
  private final RobustScale distance = new RobustScale(TIMES, WINDOW);
  private final float[] first;
  private int gathered;
  private long seen;

  /**
   * @param features of an observation
   */
  public FeatureScale(int features) {
    mean = new double[features];
    variance = new double[features];
    first = new float[RobustScale.FIRST * features];
  }

  /** Whether enough observations have come to tell how they vary; equal ones never tell. */
  public boolean isKnown() {
    return distance.isKnown();
  }

  /** How many of the first observations wait. */
  public int gathered() {
    return gathered;
  }

  /** How many observations must come before it can be known. */
  public int untilKnown() {
    return RobustScale.FIRST - gathered;
  }

  /**
   * Takes one of the first observations.
   *
   * @return whether they are complete: {@link #first} has them
   */
  public boolean gather(float[] x, int from) {
    int features = mean.length;
    System.arraycopy(x, from, first, gathered * features, features);
    gathered++;
    if (gathered < RobustScale.FIRST) {
      return false;
    }
    gathered = 0;
    begin();
    return true;
  }

  /** The first observations, row by row. */
  public float[] first() {
    return first;
  }

  /** Drops those of the first observations that wait; others take their place. */
  public void forgetFirst() {
    gathered = 0;
    Arrays.fill(first, 0);
  }

  /** From the medians of the features: up to half of the first observations may be of any kind. */
  private void begin() {
    int features = mean.length;
    double[] column = new double[RobustScale.FIRST];
    for (int i = 0; i < features; i++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = first[row * features + i];
      }
      Arrays.sort(column);
      mean[i] = column[column.length / 2];
    }
    for (int row = 0; row < RobustScale.FIRST; row++) {
      distance.add(squaredDistance(first, row * features));
    }
    Arrays.fill(variance, 0);
    seen = 0;
    if (isKnown()) {
      for (int row = 0; row < RobustScale.FIRST; row++) {
        move(first, row * features);
      }
    }
  }

  /** Whether an observation lies outside, or holds what is no number. */
  public boolean isOutside(float[] x, int from) {
    return distance.isBeyond(squaredDistance(x, from));
  }

  /** Counts an observation. */
  public void add(float[] x, int from) {
    distance.add(squaredDistance(x, from));
    move(x, from);
  }

  private void move(float[] x, int from) {
    if (isOutside(x, from)) {
      return;
    }
    seen++;
    double share = Math.max(1.0 / WINDOW, 1.0 / seen);
    for (int i = 0; i < mean.length; i++) {
      double difference = x[from + i] - mean[i];
      mean[i] += share * difference;
      variance[i] = (1 - share) * (variance[i] + share * difference * difference);
    }
  }

  private double squaredDistance(float[] x, int from) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double difference = x[from + i] - mean[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Sum of the features' variances. */
  public double variance() {
    return Arrays.stream(variance).sum();
  }

  /** Whether a feature varies at all. */
  public boolean varies(int feature) {
    return variance[feature] > 0;
  }

  /**
   * Writes it.
   *
   * @param withFirst whether the first observations that wait are written too, with raw features
   */
  public void save(DataOutput out, boolean withFirst) throws IOException {
    out.writeLong(seen);
    Floats.write(mean, out);
    Floats.write(variance, out);
    distance.save(out);
    Floats.write(Arrays.copyOf(first, withFirst ? gathered * mean.length : 0), out);
  }

  public void restore(DataInput in) throws IOException {
    seen = in.readLong();
    restore(Floats.readDoubles(in), mean);
    restore(Floats.readDoubles(in), variance);
    distance.restore(in);
    float[] begun = Floats.read(in);
    if (begun.length >= first.length || begun.length % mean.length != 0) {
      throw new IOException(
          "%d numbers of first observations are no rows of %d"
              .formatted(begun.length, mean.length));
    }
    System.arraycopy(begun, 0, first, 0, begun.length);
    gathered = begun.length / mean.length;
  }

  /**
   * Goes on from the means of the features and the sum of their variances, which is taken to be
   * spread evenly.
   */
  public void restore(double[] means, double variances) {
    System.arraycopy(means, 0, mean, 0, mean.length);
    Arrays.fill(variance, variances / mean.length);
    seen = WINDOW;
    distance.restore(variances);
  }

  private static void restore(double[] saved, double[] to) throws IOException {
    if (saved.length != to.length) {
      throw new IOException(
          "the autoencoder's error is that of %d features where %d are configured"
              .formatted(saved.length, to.length));
    }
    System.arraycopy(saved, 0, to, 0, to.length);
  }
}
