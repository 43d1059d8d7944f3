package dev.reinstate.training;

import dev.reinstate.compute.Elementary;
import dev.reinstate.format.Floats;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Mean and deviation of one feature, which outliers and sentinels do not move far: a number counts
 * as no further from the feature's anchor than {@link #REACH} times the geometric mean of such
 * distances, so that one number in twenty may be any. Numbers at the anchor itself are left out of
 * that mean, so that a flag that is rarely set still has the deviation of a flag.
 *
 * <p>The anchor is the mean of those in the middle of the first numbers: as good as their median,
 * and no single observation's. Serves one thread.
 */
final class FeatureStatistics {

  /** Numbers that it takes to begin. */
  static final int FIRST = 16;

  /** About three deviations of numbers that are distributed normally. */
  private static final double REACH = 6;

  /** The logarithm of how many times further than others a number counts in that mean at most. */
  private static final double FAR = 4;

  private final int window;
  private double[] first = new double[0];
  private double anchor;
  private long seen;
  private long apart;
  private double logDistance;
  private double mean;
  private double variance;

  /**
   * @param window numbers that mean and deviation are of, about, once so many have come
   */
  FeatureStatistics(int window) {
    this.window = window;
  }

  /** Whether enough numbers have come. */
  boolean hasBegun() {
    return seen > 0;
  }

  /** Numbers that have come. */
  long count() {
    return seen + first.length;
  }

  /** Counts a number; NaN, which is missing, is left out. */
  void add(double x) {
    if (Double.isNaN(x)) {
      return;
    }
    if (seen == 0) {
      first = Arrays.copyOf(first, first.length + 1);
      first[first.length - 1] = x;
      if (first.length == FIRST) {
        begin();
      }
    } else {
      move(x);
    }
  }

  /** Begins with what has come, though it is less than {@link #FIRST} numbers. */
  void begin() {
    if (first.length == 0) {
      return;
    }
    double[] sorted = first.clone();
    Arrays.sort(sorted);
    anchor = middle(sorted);
    double[] numbers = first;
    first = new double[0];
    double[] distances =
        Arrays.stream(numbers)
            .map(x -> Math.abs(x - anchor))
            .filter(distance -> distance > 0)
            .sorted()
            .toArray();
    apart = distances.length;
    if (apart > 0) {
      logDistance = Elementary.log(distances[distances.length / 2]);
    }
    for (double x : numbers) {
      count(x);
    }
  }

  /** The mean of the middle quarter, at least of two numbers where there are so many. */
  private static double middle(double[] sorted) {
    int beside = Math.min((sorted.length - 1) / 2, (3 * sorted.length + 7) / 8);
    double sum = 0;
    for (int i = beside; i < sorted.length - beside; i++) {
      sum += sorted[i] / (sorted.length - 2 * beside);
    }
    return sum;
  }

  private void move(double x) {
    double distance = Math.abs(x - anchor);
    if (distance > 0) {
      apart++;
      double log = Elementary.log(distance);
      double near = apart == 1 ? log : Math.min(log, logDistance + FAR);
      logDistance += share(apart) * (near - logDistance);
    }
    count(x);
  }

  private void count(double x) {
    seen++;
    double reach = apart == 0 ? 0 : REACH * Elementary.exp(logDistance);
    double near = Math.max(anchor - reach, Math.min(anchor + reach, x));
    double share = share(seen);
    double difference = near - mean;
    mean += share * difference;
    variance = (1 - share) * (variance + share * difference * difference);
  }

  private double share(long count) {
    return Math.max(1.0 / window, 1.0 / count);
  }

  /** μ; 0 before it has begun. */
  double mean() {
    return mean;
  }

  /** σ, 0 where all numbers were equal; 1 before it has begun. */
  double deviation() {
    return seen == 0 ? 1 : Math.sqrt(variance);
  }

  /** How far from the mean numbers commonly lie, also rare ones; 0 where all were equal. */
  double span() {
    return apart == 0 ? 0 : Math.abs(anchor - mean) + Elementary.exp(logDistance);
  }

  /** Drops the first numbers that wait; others take their place. */
  void forgetFirst() {
    first = new double[0];
  }

  /**
   * Writes it.
   *
   * @param withFirst whether the first numbers that wait are written too
   */
  void save(DataOutput out, boolean withFirst) throws IOException {
    Floats.write(withFirst ? first : new double[0], out);
    out.writeDouble(anchor);
    out.writeLong(seen);
    out.writeLong(apart);
    out.writeDouble(logDistance);
    out.writeDouble(mean);
    out.writeDouble(variance);
  }

  void restore(DataInput in) throws IOException {
    first = Floats.readDoubles(in);
    if (first.length >= FIRST) {
      throw new IOException(
          "%d first numbers of a feature wait for others".formatted(first.length));
    }
    anchor = in.readDouble();
    seen = in.readLong();
    apart = in.readLong();
    logDistance = in.readDouble();
    mean = in.readDouble();
    variance = in.readDouble();
  }
}
