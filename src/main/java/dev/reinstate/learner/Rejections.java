package dev.reinstate.learner;

/** Turns feedback away: counts it and says why. */
record Rejections(LearnerSettings.Feedbacks settings, Books books) {

  /** It came after the horizon of its observation. */
  void late(Feedback feedback, LearnerOutput out) {
    reject(
        feedback,
        Rejection.LATE,
        "feedback came more than feedback.horizon (%d ms) after its observation"
            .formatted(settings.horizon()),
        out);
  }

  /** Its observation did not come in time. */
  void orphan(Feedback feedback, LearnerOutput out) {
    reject(
        feedback,
        Rejection.ORPHAN,
        "no observation '%s' of this key came within feedback.early-wait (%d ms)"
            .formatted(Excerpt.ofId(feedback.observationId()), settings.earlyWait()),
        out);
  }

  /** As many as there may be have been matched to its observation, or wait for it. */
  void capped(Feedback feedback, LearnerOutput out) {
    reject(
        feedback,
        Rejection.CAPPED,
        "observation '%s' of this key has had feedback.max-per-observation (%d) feedbacks"
            .formatted(Excerpt.ofId(feedback.observationId()), settings.maxPerObservation()),
        out);
  }

  private void reject(Feedback feedback, Rejection reason, String message, LearnerOutput out) {
    books.increment(reason.count());
    out.rejected(feedback, reason, message);
  }
}
