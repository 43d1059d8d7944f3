package dev.reinstate.credit;

import java.util.Arrays;

/** All heads count the same: the mean of p̃. One head speaks for itself. */
final class Average implements Combination {

  private final Outcome outcome;
  private final int heads;
  private final double[] mean;
  private final double[] slopesOfMean;

  Average(Outcome outcome, int heads) {
    this.outcome = outcome;
    this.heads = heads;
    mean = new double[outcome.size()];
    slopesOfMean = new double[outcome.size()];
  }

  @Override
  public void combine(double[] p, HeadMixture mixture, double[] output) {
    Arrays.fill(mean, 0);
    for (int i = 0; i < heads * mean.length; i++) {
      mean[i % mean.length] += p[i] / heads;
    }
    System.arraycopy(mean, 0, output, 0, mean.length);
  }

  @Override
  public double loss(double target) {
    return outcome.loss(mean, target);
  }

  @Override
  public void differentiate(double target, double[] slopes) {
    outcome.gradient(mean, target, slopesOfMean);
    for (int i = 0; i < heads * mean.length; i++) {
      slopes[i] = slopesOfMean[i % mean.length] / heads;
    }
  }

  @Override
  public double weightSlope(int head) {
    return 0;
  }

  @Override
  public double offsetSlope(int logit) {
    return 0;
  }
}
