package dev.reinstate.credit;

/** Numbers: r = Σ w_h r_h + b + β·x_own. */
final class WeightedSum implements Combination {

  private final Outcome outcome;
  private final int heads;
  private final double[] sum = new double[1];
  private final double[] slope = new double[1];
  private double[] r;
  private HeadMixture mixture;

  WeightedSum(Outcome outcome, int heads) {
    this.outcome = outcome;
    this.heads = heads;
  }

  @Override
  public void combine(double[] ofHeads, HeadMixture mixture, double[] output) {
    r = ofHeads;
    this.mixture = mixture;
    sum[0] = mixture.offset()[0];
    for (int h = 0; h < heads; h++) {
      sum[0] += mixture.weights()[h] * ofHeads[h];
    }
    output[0] = sum[0];
  }

  @Override
  public double loss(double target) {
    return outcome.loss(sum, target);
  }

  @Override
  public void differentiate(double target, double[] slopes) {
    outcome.gradient(sum, target, slope);
    for (int h = 0; h < heads; h++) {
      slopes[h] = mixture.weights()[h] * slope[0];
    }
  }

  @Override
  public double weightSlope(int head) {
    return slope[0] * r[head];
  }

  @Override
  public double offsetSlope(int logit) {
    return slope[0];
  }
}
