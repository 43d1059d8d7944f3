package dev.reinstate.stream;

import dev.reinstate.training.Trainer;
import org.apache.flink.api.common.accumulators.DoubleCounter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Shows what a trainer does as metrics, and some of it as accumulators of the same names. */
final class TrainerMetrics {

  private final Trainer trainer;
  private final DropLog drops;
  private final LongCounter updates = new LongCounter();
  private final LongCounter feedback = new LongCounter();
  private final DoubleCounter autoencoderError = new DoubleCounter();
  private final MonotonicCounter updatesShown;
  private final MonotonicCounter feedbackShown;
  private final MonotonicCounter skippedShown;
  private final MonotonicCounter outliersShown;
  private final Histogram stepMicros;

  /**
   * @param drops hears of steps that are not made
   */
  TrainerMetrics(Trainer trainer, DropLog drops, RuntimeContext context) {
    this.trainer = trainer;
    this.drops = drops;
    MetricGroup group = context.getMetricGroup().addGroup(Metric.GROUP);
    updatesShown = MonotonicCounter.show(group, Metric.UPDATES, trainer::version);
    feedbackShown = MonotonicCounter.show(group, Metric.TRAINER_FEEDBACK, trainer::feedback);
    skippedShown = MonotonicCounter.show(group, Metric.TRAINER_STEPS_SKIPPED, trainer::skipped);
    group.gauge(Metric.AUTOENCODER_ERROR.label(), trainer::autoencoderError);
    outliersShown = MonotonicCounter.show(group, Metric.AUTOENCODER_OUTLIERS, trainer::outside);
    group.gauge(Metric.GRADIENT_NORM.label(), trainer::gradientNorm);
    stepMicros =
        group.histogram(
            Metric.TRAINER_STEP_MICROS.label(),
            new DescriptiveStatisticsHistogram(MemoryMetrics.HISTOGRAM_SIZE));
    context.addAccumulator(Metric.UPDATES.label(), updates);
    context.addAccumulator(Metric.TRAINER_FEEDBACK.label(), feedback);
    context.addAccumulator(Metric.AUTOENCODER_ERROR.label(), autoencoderError);
  }

  /** Brings counters and accumulators up to date. */
  void update() {
    updates.add(trainer.version() - updates.getLocalValuePrimitive());
    feedback.add(trainer.feedback() - feedback.getLocalValuePrimitive());
    double error = trainer.autoencoderError();
    if (Double.isFinite(error)) {
      autoencoderError.add(error - autoencoderError.getLocalValuePrimitive());
    }
    if (updatesShown.update() > 0) {
      stepMicros.update(Math.round(trainer.lastStepMicros()));
    }
    feedbackShown.update();
    outliersShown.update();
    long skipped = skippedShown.update();
    if (skipped > 0) {
      drops.dropped(
          Metric.TRAINER_STEPS_SKIPPED.label(),
          skipped,
          () -> "a step whose gradient was not finite; predictions go on with the last good model");
    }
  }
}
