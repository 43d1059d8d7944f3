package dev.reinstate.stream;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * A count that only grows, shown as a counter of Flink's. The counter begins at 0 with each start,
 * whatever a checkpoint had: it never goes back by a little, which Prometheus's {@code rate} would
 * take for a counter that began anew.
 */
final class MonotonicCounter {

  private final Counter counter;
  private final LongSupplier count;
  private final long atStart;

  private MonotonicCounter(Counter counter, LongSupplier count) {
    this.counter = counter;
    this.count = count;
    atStart = count.getAsLong();
  }

  /**
   * Shows a count.
   *
   * @param count as it is; asked by the thread that changes it
   */
  static MonotonicCounter show(MetricGroup group, Metric metric, LongSupplier count) {
    return new MonotonicCounter(group.counter(metric.label()), count);
  }

  /**
   * Brings the counter up to date.
   *
   * @return by how much it grew
   */
  long update() {
    long grown = count.getAsLong() - atStart - counter.getCount();
    counter.inc(grown);
    return grown;
  }
}
