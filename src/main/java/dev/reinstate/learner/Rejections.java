package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;

/** Turns feedback away: counts it and says why. */
record Rejections(LearnerSettings.Feedbacks settings, Books books) {

  /** It came after the horizon of its observation. */
  void late(Feedback feedback, LearnerOutput out) {
    books.increment(Count.LATE);
    out.rejected(
        feedback,
        Rejection.LATE,
        "feedback came more than feedback.horizon (%d ms) after its observation"
            .formatted(settings.horizon()));
  }

  /** Its observation did not come in time. */
  void orphan(Feedback feedback, LearnerOutput out) {
    books.increment(Count.ORPHAN);
    out.rejected(
        feedback,
        Rejection.ORPHAN,
        "no observation '%s' of this key came within feedback.early-wait (%d ms)"
            .formatted(Excerpt.ofId(feedback.observationId()), settings.earlyWait()));
  }
}
