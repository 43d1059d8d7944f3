package dev.reinstate.stream;

import dev.reinstate.learner.Trainer;
import org.apache.flink.api.common.accumulators.DoubleCounter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what a trainer does as metrics, and the first three as accumulators of the same names. */
final class TrainerMetrics {

  /** Optimiser steps of the embedding network. */
  static final String UPDATES = "updates";

  /** Matched feedbacks whose gradients have come: in the end, those that the learners sent. */
  static final String FEEDBACK = "trainerFeedback";

  /** The autoencoder's squared error as a share of the features' variance. */
  static final String AUTOENCODER_ERROR = "autoencoderError";

  /** Steps that were not made because a gradient was not finite. */
  static final String STEPS_SKIPPED = "trainerStepsSkipped";

  private static final Logger LOG = LoggerFactory.getLogger(TrainerMetrics.class);

  private final Trainer trainer;
  private long said;
  private final LongCounter updates = new LongCounter();
  private final LongCounter feedback = new LongCounter();
  private final DoubleCounter autoencoderError = new DoubleCounter();

  TrainerMetrics(Trainer trainer, RuntimeContext context) {
    this.trainer = trainer;
    MetricGroup group = context.getMetricGroup().addGroup(Published.GROUP);
    group.gauge(UPDATES, trainer::version);
    group.gauge(FEEDBACK, trainer::feedback);
    group.gauge(AUTOENCODER_ERROR, trainer::autoencoderError);
    group.gauge(STEPS_SKIPPED, trainer::skipped);
    context.addAccumulator(UPDATES, updates);
    context.addAccumulator(FEEDBACK, feedback);
    context.addAccumulator(AUTOENCODER_ERROR, autoencoderError);
  }

  /** Brings the accumulators up to date. */
  void update() {
    updates.add(trainer.version() - updates.getLocalValuePrimitive());
    feedback.add(trainer.feedback() - feedback.getLocalValuePrimitive());
    double error = trainer.autoencoderError();
    if (Double.isFinite(error)) {
      autoencoderError.add(error - autoencoderError.getLocalValuePrimitive());
    }
    say(trainer.skipped());
  }

  /** Where every gradient is bad, the log tells of it ever more seldom. */
  private void say(long skipped) {
    if (skipped > 0 && skipped >= 2 * said) {
      said = skipped;
      LOG.warn(
          "{} of the trainer's steps were not made because a gradient was not finite; predictions"
              + " go on with the last good model",
          skipped);
    }
  }
}
