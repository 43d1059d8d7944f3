package dev.reinstate.settings;

/** What a second feedback for an observation does. */
public enum RepeatPolicy {
  /** The value is corrected and credited again. */
  REPLACE,
  /** Nothing. */
  IGNORE,
  /** Values add up, and their sum is credited again. */
  ACCUMULATE
}
