package dev.reinstate.model;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.settings.LearnerSettings;

/**
 * How large targets and gradients usually are, and which of them are extreme: an extreme one costs
 * itself only.
 *
 * <p>A memory gets no value that is far beyond those of others, or every read of it, and the mean
 * of all values, would be off by as much. Targets of 0 tell nothing, so that rare ones among them
 * are no extremes.
 *
 * <p>A gradient far beyond those of others is left out, or nothing would be left of theirs in the
 * sum. One is harmless where its batch, with nothing else in it, would be no longer than {@code
 * training.clip-norm}, in the scale of the targets; and what comes once in 128² times among
 * gradients of nothing keeps the scale up itself.
 *
 * <p>All are counted in the order of the feedback. Serves one thread.
 */
public final class FeedbackScale {

  private static final double TARGET_TIMES = 32;
  private static final int TARGET_WINDOW = 4096;
  private static final double GRADIENT_TIMES = 128;
  private static final int GRADIENT_WINDOW = 65_536;

  /** Squared norm of a gradient whose sums with others may leave float32. */
  private static final double TOO_LARGE = 1e36;

  private final boolean numbers;
  private final double squaredStep;
  private final RobustScale targets = new RobustScale(TARGET_TIMES, TARGET_WINDOW);
  private final RobustScale gradients = new RobustScale(GRADIENT_TIMES, GRADIENT_WINDOW);

  public FeedbackScale(LearnerSettings settings) {
    numbers = settings.prediction().target() != Target.CLASS;
    double step = settings.training().clipNorm() * settings.training().batch();
    squaredStep = step * step;
  }

  /**
   * Counts a target.
   *
   * @return the value that a memory gets of it: itself, or what lies nearest and is no extreme
   */
  public double value(double target) {
    if (!numbers || target == 0) {
      return target;
    }
    double max = Math.sqrt(targets.limit());
    targets.add(target * target);
    return Math.max(-max, Math.min(max, target));
  }

  /** Counts the gradient of a feedback. */
  public void add(double squaredNorm) {
    if (squaredNorm > 0 && squaredNorm < Double.POSITIVE_INFINITY) {
      gradients.add(squaredNorm);
    }
  }

  /** Whether a gradient must not be added to others. */
  public boolean isExtreme(double squaredNorm) {
    return !(squaredNorm <= Math.min(TOO_LARGE, Math.max(harmless(), gradients.limit())));
  }

  /** A memory's part of a gradient goes by the product of two targets. */
  private double harmless() {
    double squaredTarget = Math.max(1, targets.meanSquare());
    return squaredStep * squaredTarget * squaredTarget;
  }

  public FeedbackScaleSnapshot snapshot() {
    return new FeedbackScaleSnapshot(targets.snapshot(), gradients.snapshot());
  }

  public void restore(FeedbackScaleSnapshot snapshot) {
    targets.restore(snapshot.targets());
    gradients.restore(snapshot.gradients());
  }
}
