package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;

/** Numbers: r = Σ w_e r_e + b + β·x_own. */
final class WeightedSum implements Combination {
  private final Outcome outcome;
  private final int experts;
  private final double[] sum = new double[1];
  private final double[] gradientOfSum = new double[1];

  WeightedSum(Outcome outcome, int experts) {
    this.outcome = outcome;
    this.experts = experts;
  }

  @Override
  public void combine(double[] r, HeadMixture mixture, double[] output) {
    double total = mixture.offset()[0];
    for (int e = 0; e < experts; e++) {
      total += mixture.weights()[e] * r[e];
    }
    output[0] = total;
  }

  @Override
  public double loss(double[] r, HeadMixture mixture, double target) {
    combine(r, mixture, sum);
    return outcome.loss(sum, target);
  }

  @Override
  public void differentiate(
      double[] r, HeadMixture mixture, double target, CombinationGradient gradient) {
    combine(r, mixture, sum);
    outcome.gradient(sum, target, gradientOfSum);
    for (int e = 0; e < experts; e++) {
      gradient.experts()[e] = mixture.weights()[e] * gradientOfSum[0];
      gradient.weights()[e] = gradientOfSum[0] * r[e];
    }
    gradient.offset()[0] = gradientOfSum[0];
  }
}
