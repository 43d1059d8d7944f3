package dev.reinstate.credit.outcome;

import dev.reinstate.compute.Elementary;

/** The logistic function and its loss. */
public final class Logistic {

  private Logistic() {}

  /** σ(z). */
  public static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** −log of the probability of what happened: softplus(−z) if true, softplus(z) if not. */
  public static double loss(double z, boolean happened) {
    return softplus(happened ? -z : z);
  }

  /**
   * Replaces each of the first count numbers z by its loss.
   *
   * @param scratch at least count numbers
   */
  public static void losses(double[] z, int count, boolean happened, double[] scratch) {
    for (int i = 0; i < count; i++) {
      scratch[i] = -Math.abs(z[i]);
    }
    Elementary.fastest().exp(scratch, 0, count);
    for (int i = 0; i < count; i++) {
      scratch[i] += 1;
    }
    Elementary.fastest().log(scratch, 0, count);
    for (int i = 0; i < count; i++) {
      z[i] = Math.max(happened ? -z[i] : z[i], 0) + scratch[i];
    }
  }

  /** log(1 + eᶻ). */
  public static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
}
