package dev.reinstate.settings;

/** How what the heads of a read say becomes one prediction. */
public enum HeadCombination {
  /** Their mean. */
  NONE,
  /** A linear one, together with features of the observation. */
  LINEAR
}
