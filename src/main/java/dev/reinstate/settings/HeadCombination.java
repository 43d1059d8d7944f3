package dev.reinstate.settings;

/** How the outputs of the heads of a read are combined into one prediction. */
public enum HeadCombination {
  /** Their mean. */
  NONE,
  /** A learned weighted sum, together with features of the observation. */
  LINEAR
}
