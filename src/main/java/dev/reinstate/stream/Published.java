package dev.reinstate.stream;

import dev.reinstate.learner.Books.Count;
import dev.reinstate.learner.CachedState;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.ModelReceiver;
import dev.reinstate.learner.Rejection;
import dev.reinstate.learner.Trainer;
import dev.reinstate.learner.Vitals.Vital;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows what a learner counts and measures as metrics, and its counts as accumulators too, by their
 * names in the summary, which Flink adds up over the subtasks.
 */
final class Published {

  /** Observations that had come when the first update showed, added up over the subtasks. */
  static final String LEARNING_FROM = "learningFrom";

  private final Learner learner;
  private final Map<Count, LongCounter> counters = new EnumMap<>(Count.class);
  private final LongCounter learningFrom = new LongCounter();
  private final TrainerMetrics trainer;
  private long version;
  private long modelSince;

  /**
   * @param inline the trainer of the same operator, or null
   */
  Published(
      Learner learner,
      CachedState cache,
      ModelReceiver receiver,
      Trainer inline,
      RuntimeContext context) {
    this.learner = learner;
    version = learner.model().version();
    modelSince = System.nanoTime();
    MetricGroup group = context.getMetricGroup().addGroup(Metric.GROUP);
    for (Count count : Count.values()) {
      LongCounter counter = new LongCounter();
      counters.put(count, counter);
      context.addAccumulator(count.label(), counter);
      group.gauge(Metric.of(count).label(), () -> learner.books().get(count));
    }
    context.addAccumulator(LEARNING_FROM, learningFrom);
    for (Rejection reason : Rejection.values()) {
      deadLetters(group, reason);
    }
    for (Vital vital : Vital.values()) {
      group.gauge(Metric.of(vital).label(), () -> learner.vitals().get(vital));
    }
    group.gauge(Metric.OLDEST_PENDING_AGE.label(), learner::oldestPendingAge);
    group.gauge(Metric.MODEL_VERSION.label(), () -> learner.model().version());
    group.gauge(
        Metric.MODEL_AGE.label(),
        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - modelSince));
    group.gauge(Metric.CACHE_HIT_RATE.label(), cache::hitRate);
    group.gauge(Metric.MODELS_REFUSED.label(), receiver::refused);
    trainer = inline == null ? null : new TrainerMetrics(inline, context);
  }

  private void deadLetters(MetricGroup group, Rejection reason) {
    group
        .addGroup(Metric.REASON, reason.label())
        .gauge(Metric.DEAD_LETTERS.label(), () -> learner.books().get(reason.count()));
  }

  /** Brings the accumulators and the model's age up to date. */
  void update() {
    counters.forEach(
        (count, counter) ->
            counter.add(learner.books().get(count) - counter.getLocalValuePrimitive()));
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
