package dev.reinstate.credit.outcome;

/** The log loss that predictions are scored by, live and in a replay. */
public final class LogLoss {

  /** The least and, from 1, the largest probability that counts. */
  private static final double CLIP = 1e-7;

  private LogLoss() {}

  /**
   * −ln of the probability that was given to what came true.
   *
   * @param probability clipped to 1e-7 to 1 − 1e-7
   */
  public static double of(double probability) {
    return -Math.log(Math.min(Math.max(probability, CLIP), 1 - CLIP));
  }
}
