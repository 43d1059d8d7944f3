package dev.reinstate.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Means of a figure over event time, of a stream of any length in few points: buckets grow twice as
 * long where there would be too many.
 */
final class Timeline {

  private static final int BUCKETS = 120;
  private static final long SECOND = 1000;

  private final double[] sums = new double[BUCKETS];
  private final long[] counts = new long[BUCKETS];
  private long start;
  private long width = SECOND;
  private boolean begun;

  /**
   * A mean.
   *
   * @param time the middle of its bucket, milliseconds since 1970
   * @param value the mean
   */
  record Point(long time, double value) {}

  /** Adds a figure; one that is not finite changes nothing. */
  void add(long time, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (!begun) {
      start = time;
      begun = true;
    }
    while ((time - start) / width >= BUCKETS) {
      widen();
    }
    // what comes late counts for the first bucket
    int bucket = (int) Math.max(0, (time - start) / width);
    sums[bucket] += value;
    counts[bucket]++;
  }

  private void widen() {
    for (int i = 0; i < BUCKETS; i++) {
      boolean kept = 2 * i < BUCKETS;
      sums[i] = kept ? sums[2 * i] + sums[2 * i + 1] : 0;
      counts[i] = kept ? counts[2 * i] + counts[2 * i + 1] : 0;
    }
    width *= 2;
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] > 0) {
        points.add(new Point(start + i * width + width / 2, sums[i] / counts[i]));
      }
    }
    return points;
  }
}
