package dev.reinstate.replay;

/**
 * Whether what is said with probability p happens in a share p of the cases: the expected
 * calibration error, Σ over bins of (share of predictions) · |mean probability − share that
 * happened|, with bins of equal width.
 */
final class Calibration {

  private static final int BINS = 20;

  private final long[] counts = new long[BINS];
  private final double[] probabilities = new double[BINS];
  private final long[] happened = new long[BINS];
  private long count;

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
}
