package dev.reinstate.learner;

import dev.reinstate.state.session.PendingClasses;
import org.jspecify.annotations.Nullable;

/**
 * Notices, once, that feedback of one class comes long before that of another, so that predictions
 * lean to it. It starts anew with the job. Serves the learner's thread.
 */
final class FeedbackDelayMonitor {

  private final PendingClasses classes;
  private long count;
  private boolean warned;
  private @Nullable String warning;

  FeedbackDelayMonitor(PendingClasses classes) {
    this.classes = classes;
  }

  /**
   * The first feedback for an observation.
   *
   * @param observed time of the observation
   * @param known time of the feedback
   * @param value what it says
   */
  void first(long observed, long known, double value) {
    classes.first(observed, known, value);
    count++;
    // at powers of two: a look at all bins costs more than an addition
    if (!warned && (count & count - 1) == 0) {
      warning = classes.warning();
      warned = warning != null;
    }
  }

  /** What is to be logged, once; null: nothing. */
  @Nullable String poll() {
    String polled = warning;
    warning = null;
    return polled;
  }
}
