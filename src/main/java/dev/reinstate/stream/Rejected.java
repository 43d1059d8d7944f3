package dev.reinstate.stream;

import dev.reinstate.learner.Excerpt;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Rejection;

/**
 * Feedback that could not be used.
 *
 * @param feedback as it came
 * @param reason why
 * @param message why, in words; cut where it is long
 */
public record Rejected(Feedback feedback, Rejection reason, String message) {

  public Rejected {
    message = Excerpt.ofMessage(message);
  }
}
