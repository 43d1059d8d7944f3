package dev.reinstate.credit.outcome;

import dev.reinstate.annotation.Public;

/** What feedback says: {@code prediction.target}. */
@Public
public enum Target {
  /** One of C classes, a whole number from 0. */
  CLASS,
  /** A real number, predicted by squared error. */
  VALUE,
  /** A reward: whether it is positive is predicted, by log loss. */
  REWARD;

  /**
   * The largest value or reward: float32 can square it, also where 10,000 of them have become one
   * by accumulation, and a memory's part of a gradient is a product of two.
   */
  public static final double MAX_MAGNITUDE = 1e15;
}
