package dev.reinstate.stream;

import dev.reinstate.learner.Trainer;
import org.apache.flink.api.common.accumulators.DoubleCounter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what a trainer does as metrics, and some of it as accumulators of the same names. */
final class TrainerMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(TrainerMetrics.class);

  private final Trainer trainer;
  private long said;
  private final LongCounter updates = new LongCounter();
  private final LongCounter feedback = new LongCounter();
  private final DoubleCounter autoencoderError = new DoubleCounter();

  TrainerMetrics(Trainer trainer, RuntimeContext context) {
    this.trainer = trainer;
    MetricGroup group = context.getMetricGroup().addGroup(Metric.GROUP);
    group.gauge(Metric.UPDATES.label(), trainer::version);
    group.gauge(Metric.TRAINER_FEEDBACK.label(), trainer::feedback);
    group.gauge(Metric.AUTOENCODER_ERROR.label(), trainer::autoencoderError);
    group.gauge(Metric.GRADIENT_NORM.label(), trainer::gradientNorm);
    group.gauge(Metric.TRAINER_STEP_MICROS.label(), trainer::stepMicros);
    group.gauge(Metric.TRAINER_STEPS_SKIPPED.label(), trainer::skipped);
    context.addAccumulator(Metric.UPDATES.label(), updates);
    context.addAccumulator(Metric.TRAINER_FEEDBACK.label(), feedback);
    context.addAccumulator(Metric.AUTOENCODER_ERROR.label(), autoencoderError);
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
