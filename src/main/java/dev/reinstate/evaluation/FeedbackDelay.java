package dev.reinstate.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long after its observation feedback came, milliseconds of event time; negative where it came
 * before. All null where there was none.
 *
 * @param p50 the least delay that half of the feedback does not exceed
 * @param p99 the same for 99 in 100
 * @param max the longest
 */
public record FeedbackDelay(@Nullable Long p50, @Nullable Long p99, @Nullable Long max) {

  /** Exact percentiles of some delays, in any order; sorts the array. */
  static FeedbackDelay of(long[] delays) {
    if (delays.length == 0) {
      return new FeedbackDelay(null, null, null);
    }
    Arrays.sort(delays);
    return new FeedbackDelay(
        percentile(delays, 50), percentile(delays, 99), delays[delays.length - 1]);
  }

  private static long percentile(long[] sorted, long percent) {
    return sorted[Math.toIntExact((percent * sorted.length + 99) / 100 - 1)];
  }
}
