package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;
import java.util.Arrays;

/** All heads count the same: the mean of p̃. One head speaks for itself. */
final class Average implements Combination {
  private final Outcome outcome;
  private final int heads;
  private final double[] mean;
  private final double[] gradientOfMean;

  Average(Outcome outcome, int heads) {
    this.outcome = outcome;
    this.heads = heads;
    mean = new double[outcome.size()];
    gradientOfMean = new double[outcome.size()];
  }

  @Override
  public void combine(double[] p, HeadMixture mixture, double[] output) {
    int size = mean.length;
    Arrays.fill(output, 0, size, 0);
    for (int i = 0; i < heads * size; i++) {
      output[i % size] += p[i] / heads;
    }
  }

  @Override
  public double loss(double[] p, HeadMixture mixture, double target) {
    combine(p, mixture, mean);
    return outcome.loss(mean, target);
  }

  @Override
  public void differentiate(
      double[] p, HeadMixture mixture, double target, CombinationGradient gradient) {
    combine(p, mixture, mean);
    outcome.gradient(mean, target, gradientOfMean);
    for (int i = 0; i < heads * mean.length; i++) {
      gradient.experts()[i] = gradientOfMean[i % mean.length] / heads;
    }
  }
}
