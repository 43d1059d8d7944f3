package dev.reinstate.learner;

/** Why feedback could not be used. */
public enum Rejection {
  /** Its observation never came, or is long forgotten. */
  ORPHAN,
  /** It came after the feedback horizon of its observation. */
  LATE
}
