package dev.reinstate.learner.output;

import dev.reinstate.event.Excerpt;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Rejection;
import dev.reinstate.settings.FeedbackSettings;

/** Rejects feedback that cannot be used, each with the reason that its dead letter states. */
public record Rejections(FeedbackSettings settings) {

  /** It came after the horizon of its observation. */
  public void late(Feedback feedback, CheckedOutput out) {
    out.rejected(
        feedback,
        Rejection.LATE,
        "feedback came more than feedback.horizon (%d ms) after its observation"
            .formatted(settings.horizon()));
  }

  /** Its observation did not come in time. */
  public void orphan(Feedback feedback, CheckedOutput out) {
    out.rejected(
        feedback,
        Rejection.ORPHAN,
        "no observation '%s' of this key came within feedback.early-wait (%d ms)"
            .formatted(Excerpt.ofId(feedback.observationId()), settings.earlyWait()));
  }

  /** As many as there may be have been matched to its observation, or wait for it. */
  public void capped(Feedback feedback, CheckedOutput out) {
    out.rejected(
        feedback,
        Rejection.CAPPED,
        "observation '%s' of this key has had feedback.max-per-observation (%d) feedbacks"
            .formatted(Excerpt.ofId(feedback.observationId()), settings.maxPerObservation()));
  }
}
