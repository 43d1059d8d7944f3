package dev.reinstate.settings;

/** {@code features.missing}: what a feature that is NaN means. */
public enum MissingFeatures {
  /** It is missing, and counts as the mean of the feature. */
  MEAN,
  /** The observation is malformed. */
  REFUSE
}
