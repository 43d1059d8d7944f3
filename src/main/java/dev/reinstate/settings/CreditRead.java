package dev.reinstate.settings;

/** {@code credit.read}: which read feedback credits. */
public enum CreditRead {
  /** The read that made the prediction. */
  RECORDED,
  /** A new read at the time of the feedback. */
  REPEATED
}
