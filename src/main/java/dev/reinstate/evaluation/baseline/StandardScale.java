package dev.reinstate.evaluation.baseline;

import java.util.Arrays;

/**
 * Features as distances from their running mean, in running standard deviations, of the
 * observations so far. It starts with the median of the first {@value #FIRST} values and their
 * median absolute deviation; after them a value counts for at most {@value #LIMIT} deviations, so
 * that neither a sentinel nor heavy tails set the scale.
 *
 * <p>A feature that is missing, NaN, is at the mean: 0. So is one that has always been the same.
 * None is further from 0 than {@value #LIMIT}.
 */
final class StandardScale {

  static final int FIRST = 64;
  static final double LIMIT = 4;

  private static final Feature[] NONE = {};

  private Feature[] features = NONE;

  /** Takes an observation into account. */
  void add(float[] x) {
    if (features == NONE) {
      features = new Feature[x.length];
      Arrays.setAll(features, i -> new Feature());
    }
    for (int i = 0; i < x.length; i++) {
      if (!Float.isNaN(x[i])) {
        features[i].add(x[i]);
      }
    }
  }

  /**
   * Writes the standard form of features, of an observation that has been added.
   *
   * @param to receives as many numbers as x has
   * @param at where in it they begin
   */
  void write(float[] x, float[] to, int at) {
    for (int i = 0; i < x.length; i++) {
      to[at + i] = Float.isNaN(x[i]) ? 0 : features[i].standard(x[i]);
    }
  }

  private static double within(double value, double limit) {
    return Math.max(-limit, Math.min(limit, value));
  }

  private static final class Feature {

    /** Standard deviations of a normal distribution in its median absolute deviation. */
    private static final double DEVIATIONS = 1.4826;

    private double[] first = new double[4];
    private long count;
    private double mean;
    private double deviation;

    private void add(double value) {
      if (count < FIRST) {
        addFirst(value);
        return;
      }
      first = null;
      count++;
      double away = deviation > 0 ? within(value - mean, LIMIT * deviation) : value - mean;
      mean += away / count;
      double variance = deviation * deviation;
      deviation = Math.sqrt(variance + (away * (away - away / count) - variance) / count);
    }

    private void addFirst(double value) {
      if (count == first.length) {
        first = Arrays.copyOf(first, 2 * first.length);
      }
      first[(int) count++] = value;
      double[] values = Arrays.copyOf(first, (int) count);
      mean = median(values);
      deviation = DEVIATIONS * median(distances(mean));
      if (deviation == 0) {
        // more than half of them are the same: rare values make the scale
        mean = Arrays.stream(values).average().orElseThrow();
        deviation =
            Math.sqrt(Arrays.stream(distances(mean)).map(d -> d * d).average().orElseThrow());
      }
    }

    private double[] distances(double from) {
      return Arrays.stream(first, 0, (int) count).map(v -> Math.abs(v - from)).toArray();
    }

    /** Sorts the values. */
    private static double median(double[] values) {
      Arrays.sort(values);
      int half = values.length / 2;
      return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    private float standard(double value) {
      return deviation > 0 ? (float) within((value - mean) / deviation, LIMIT) : 0;
    }
  }
}
