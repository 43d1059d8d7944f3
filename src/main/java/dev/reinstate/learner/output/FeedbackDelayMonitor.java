package dev.reinstate.learner.output;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.ClassDelays;
import dev.reinstate.event.UnevenDelays;
import dev.reinstate.settings.LearnerSettings;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Notices, once, that feedback of one class comes long before that of another, so that predictions
 * lean to it. It starts anew with the job. Serves the learner's thread.
 */
public final class FeedbackDelayMonitor {

  private static final double MOST = .9;

  private final boolean watching;
  private final Target target;
  private final ClassDelays delays;
  private final LongUnaryOperator waitingLonger;
  private long count;
  private boolean warned;
  private @Nullable String warning;

  /**
   * @param waitingLonger gives the number of observations that have waited for longer than so many
   *     milliseconds
   */
  public FeedbackDelayMonitor(LearnerSettings settings, LongUnaryOperator waitingLonger) {
    target = settings.prediction().target();
    // a default says what observations without feedback are
    watching = target != Target.VALUE && settings.feedback().defaultFeedback() == null;
    delays = new ClassDelays(target == Target.CLASS ? settings.prediction().classes() : 2);
    this.waitingLonger = waitingLonger;
  }

  /**
   * The first feedback for an observation.
   *
   * @param observed time of the observation
   * @param known time of the feedback
   * @param value what it says
   */
  public void first(long observed, long known, double value) {
    if (!watching || warned) {
      return;
    }
    delays.add(target == Target.CLASS ? (int) value : value > 0 ? 1 : 0, observed, known);
    count++;
    // at powers of two: a look at all bins costs more than an addition
    if ((count & count - 1) == 0) {
      warning = judged();
      warned = warning != null;
    }
  }

  private @Nullable String judged() {
    int only = delays.onlyLabel();
    if (only >= 0) {
      long waiting = waitingLonger.applyAsLong(delays.quantile(only, MOST));
      return waiting > count ? UnevenDelays.oneClass(only, waiting) : null;
    }
    UnevenDelays uneven = delays.uneven();
    return uneven == null ? null : uneven.warning();
  }

  /** What is to be logged, once; null: nothing. */
  public @Nullable String poll() {
    String polled = warning;
    warning = null;
    return polled;
  }
}
