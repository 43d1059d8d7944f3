package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;

/** Numbers: r = Σ w_h r_h + b + β·x_own. */
final class WeightedSum implements Combination {
  private final Outcome outcome;
  private final int heads;
  private final double[] sum = new double[1];
  private final double[] gradientOfSum = new double[1];

  WeightedSum(Outcome outcome, int heads) {
    this.outcome = outcome;
    this.heads = heads;
  }

  @Override
  public void combine(double[] r, HeadMixture mixture, double[] output) {
    double total = mixture.offset()[0];
    for (int h = 0; h < heads; h++) {
      total += mixture.weights()[h] * r[h];
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
    for (int h = 0; h < heads; h++) {
      gradient.heads()[h] = mixture.weights()[h] * gradientOfSum[0];
      gradient.weights()[h] = gradientOfSum[0] * r[h];
    }
    gradient.offset()[0] = gradientOfSum[0];
  }
}
