package dev.reinstate.evaluation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether what is said with probability p happens in a share p of the cases: the expected
 * calibration error, Σ over bins of (share of predictions) · |mean probability − share that
 * happened|, with bins of equal width.
 */
public final class Calibration {

  private static final int BINS = 20;

  private final long[] counts = new long[BINS];
  private final double[] probabilities = new double[BINS];
  private final long[] happened = new long[BINS];
  private long count;

  Calibration() {}

  /**
   * A part of the reliability curve: the predictions whose probability is in a range.
   *
   * @param from the least probability, in it
   * @param to the largest, in it only where it is 1
   * @param count how many predictions there were, at least 1
   * @param probability their mean
   * @param happened the share of them that came true
   */
  public record Bin(double from, double to, long count, double probability, double happened) {}

  /**
   * @param probability that was given, 0 to 1
   * @param hasHappened whether it came true
   */
  void add(double probability, boolean hasHappened) {
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    counts[bin]++;
    probabilities[bin] += probability;
    happened[bin] += hasHappened ? 1 : 0;
    count++;
  }

  /** The error, 0 to 1; NaN before any prediction. */
  double error() {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(probabilities[bin] - happened[bin]);
    }
    return sum / count;
  }

  /** The reliability curve: the bins that have predictions, from low probabilities to high ones. */
  public List<Bin> curve() {
    List<Bin> curve = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        double n = counts[bin];
        curve.add(
            new Bin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                counts[bin],
                probabilities[bin] / n,
                happened[bin] / n));
      }
    }
    return curve;
  }
}
