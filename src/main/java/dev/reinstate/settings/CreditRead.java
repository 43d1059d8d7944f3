package dev.reinstate.settings;

/** Which read a feedback credits. */
public enum CreditRead {
  /** The one that the prediction made. */
  RECORDED,
  /** One that is made when the feedback comes. */
  REPEATED
}
