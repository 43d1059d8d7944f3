package dev.reinstate.settings;

/** What is predicted where no memory can be read. */
public enum Prior {
  /** The key's rate of known values, smoothed toward the rate over all keys. */
  KEY_RATE,
  /** 1/C for classes, 0 for values and rewards. */
  UNIFORM
}
