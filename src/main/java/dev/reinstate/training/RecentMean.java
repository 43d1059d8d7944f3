package dev.reinstate.training;

/**
 * A mean of what came lately: a plain one until a window is full, then one that forgets, in which
 * the last window of numbers has most of the weight. One thread adds; others may read a value that
 * is a little old.
 */
public final class RecentMean {

  private final long window;
  private long seen;
  private double mean = Double.NaN;

  /**
   * @param window numbers, at least 1
   */
  public RecentMean(long window) {
    this.window = window;
  }

  /** Adds some numbers by their sum; one that is not finite is left out. */
  public void add(double sum, long count) {
    if (count == 0 || !Double.isFinite(sum)) {
      return;
    }
    double before = seen == 0 ? 0 : mean;
    seen = Math.min(window, seen + count);
    double share = Math.min(1, (double) count / seen);
    mean = before + share * (sum / count - before);
  }

  /** The mean; NaN where nothing has come. */
  public double get() {
    return mean;
  }
}
