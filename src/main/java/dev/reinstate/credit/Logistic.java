package dev.reinstate.credit;

/** The logistic function and its loss. */
final class Logistic {

  private Logistic() {}

  /** σ(z). */
  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** −log of the probability of what happened: softplus(−z) if true, softplus(z) if not. */
  static double loss(double z, boolean happened) {
    return softplus(happened ? -z : z);
  }

  /** log(1 + eᶻ). */
  static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
}
