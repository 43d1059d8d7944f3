package dev.reinstate.stream;

import dev.reinstate.learner.Books.Count;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.ModelReceiver;
import dev.reinstate.learner.Trainer;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows a learner's counts as metrics of the group {@value #GROUP} and as accumulators of the same
 * names, which Flink adds up over the subtasks.
 */
final class Published {

  static final String GROUP = "reinstate";

  /** Observations that had come when the first update showed, added up over the subtasks. */
  static final String LEARNING_FROM = "learningFrom";

  /** Optimiser steps of the embedding network. */
  static final String MODEL_VERSION = "modelVersion";

  /** Publications of the model that could not be used. */
  static final String MODELS_REFUSED = "modelsRefused";

  private final Learner learner;
  private final Map<Count, LongCounter> counters = new EnumMap<>(Count.class);
  private final LongCounter learningFrom = new LongCounter();
  private final TrainerMetrics trainer;

  /**
   * @param inline the trainer of the same operator, or null
   */
  Published(Learner learner, ModelReceiver receiver, Trainer inline, RuntimeContext context) {
    this.learner = learner;
    MetricGroup group = context.getMetricGroup().addGroup(GROUP);
    for (Count count : Count.values()) {
      LongCounter counter = new LongCounter();
      counters.put(count, counter);
      context.addAccumulator(count.label(), counter);
      group.gauge(count.label(), () -> learner.books().get(count));
    }
    context.addAccumulator(LEARNING_FROM, learningFrom);
    group.gauge(MODEL_VERSION, () -> learner.model().version());
    group.gauge(MODELS_REFUSED, receiver::refused);
    trainer = inline == null ? null : new TrainerMetrics(inline, context);
  }

  /** Brings the accumulators up to date. */
  void update() {
    counters.forEach(
        (count, counter) ->
            counter.add(learner.books().get(count) - counter.getLocalValuePrimitive()));
    learningFrom.add(learner.learningFrom() - learningFrom.getLocalValuePrimitive());
    if (trainer != null) {
      trainer.update();
    }
  }
}
