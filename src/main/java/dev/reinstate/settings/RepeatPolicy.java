package dev.reinstate.settings;

/** What happens if an observation gets feedback again. */
public enum RepeatPolicy {
  /** The new value replaces the old one and is credited. */
  REPLACE,
  /** Nothing. */
  IGNORE,
  /** Values are added up, and the sum is credited. */
  ACCUMULATE
}
