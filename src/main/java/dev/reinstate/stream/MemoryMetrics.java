package dev.reinstate.stream;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.output.LearnerStats.Stat;
import dev.reinstate.model.ModelReceiver;
import dev.reinstate.state.cache.CachedState;
import dev.reinstate.training.Trainer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a learner counts and measures as metrics, and its counts as accumulators too, by their
 * names in the summary, which Flink adds up over the subtasks. An accumulator goes on from a
 * checkpoint; a metric of what only grows begins at 0.
 */
final class MemoryMetrics {

  /** Observations that had come when the first update showed, added up over the subtasks. */
  static final String LEARNING_FROM = "learningFrom";

  /** Measurements that a quantile is of. */
  static final int HISTOGRAM_SIZE = 1024;

  private final Learner learner;
  private final Map<Count, LongCounter> counters = new EnumMap<>(Count.class);
  private final LongCounter learningFrom = new LongCounter();
  private final List<MonotonicCounter> growing = new ArrayList<>();
  private final @Nullable TrainerMetrics trainer;
  private long version;
  private long modelSince;

  /**
   * @param inline the trainer of the same operator, or null
   * @param drops hears of its steps that are not made
   */
  MemoryMetrics(
      Learner learner,
      CachedState cache,
      ModelReceiver receiver,
      @Nullable Trainer inline,
      DropLog drops,
      RuntimeContext context) {
    this.learner = learner;
    version = learner.model().version();
    modelSince = System.nanoTime();
    MetricGroup group = context.getMetricGroup().addGroup(Metric.GROUP);
    for (Count count : Count.values()) {
      LongCounter counter = new LongCounter();
      counters.put(count, counter);
      context.addAccumulator(count.label(), counter);
      if (count.isLevel()) {
        group.gauge(Metric.of(count).label(), () -> learner.eventCounts().get(count));
      } else {
        show(group, Metric.of(count), count);
      }
    }
    context.addAccumulator(LEARNING_FROM, learningFrom);
    for (Rejection reason : Rejection.values()) {
      MetricGroup ofReason = group.addGroup(Metric.REASON, reason.label());
      growing.add(MonotonicCounter.show(ofReason, Metric.DEAD_LETTERS, () -> count(reason)));
    }
    growing.add(MonotonicCounter.show(group, Metric.MODELS_REFUSED, receiver::refused));
    showVitals(group);
    group.gauge(Metric.OLDEST_PENDING_AGE.label(), learner::oldestPendingAge);
    group.gauge(Metric.MODEL_VERSION.label(), () -> learner.model().version());
    group.gauge(
        Metric.MODEL_AGE.label(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - modelSince));
    group.gauge(Metric.CACHE_HIT_RATE.label(), cache::hitRate);
    trainer = inline == null ? null : new TrainerMetrics(inline, drops, context);
  }

  private void show(MetricGroup group, Metric metric, Count count) {
    growing.add(MonotonicCounter.show(group, metric, () -> learner.eventCounts().get(count)));
  }

  private long count(Rejection reason) {
    return reason.counts().stream().mapToLong(learner.eventCounts()::get).sum();
  }

  private void showVitals(MetricGroup group) {
    Map<Stat, Histogram> histograms = new EnumMap<>(Stat.class);
    for (Stat stat : Stat.values()) {
      String name = Metric.of(stat).label();
      if (stat.isDistributed()) {
        histograms.put(
            stat, group.histogram(name, new DescriptiveStatisticsHistogram(HISTOGRAM_SIZE)));
      } else {
        group.gauge(name, () -> learner.stats().get(stat));
      }
    }
    learner
        .stats()
        .listener(
            (stat, value) -> {
              Histogram histogram = histograms.get(stat);
              if (histogram != null) {
                histogram.update(Math.round(value));
              }
            });
  }

  /** Brings accumulators, counters and the model's age up to date. */
  void update() {
    counters.forEach(
        (count, counter) ->
            counter.add(learner.eventCounts().get(count) - counter.getLocalValuePrimitive()));
    growing.forEach(MonotonicCounter::update);
    learningFrom.add(learner.learningFrom() - learningFrom.getLocalValuePrimitive());
    if (learner.model().version() != version) {
      version = learner.model().version();
      modelSince = System.nanoTime();
    }
    if (trainer != null) {
      trainer.update();
    }
  }
}
