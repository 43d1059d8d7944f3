package dev.reinstate.credit;

/** What feedback says: {@code prediction.target}. */
public enum Target {
  /** One of C classes, a whole number from 0. */
  CLASS,
  /** A real number, predicted by squared error. */
  VALUE,
  /** A reward: whether it is positive is predicted, by log loss. */
  REWARD
}
