package dev.reinstate.credit;

import dev.reinstate.compute.Elementary;
import java.util.Arrays;

/**
 * Two classes: z = Σ w_h ℓ_h + b + β·x_own with ℓ_h = log(p̃_h1/p̃_h0); P = σ(z) is the probability
 * of class 1.
 */
final class LogOdds implements Combination {

  private final ClassOutcome outcome;
  private final double[] odds;
  private double[] p;
  private HeadMixture mixture;
  private double z;
  private double slope;

  LogOdds(ClassOutcome outcome, int heads) {
    this.outcome = outcome;
    odds = new double[heads];
  }

  @Override
  public void combine(double[] heads, HeadMixture mixture, double[] output) {
    p = heads;
    this.mixture = mixture;
    z = mixture.offset()[0];
    for (int h = 0; h < odds.length; h++) {
      odds[h] = Math.log(heads[2 * h + 1] / heads[2 * h]);
      z += mixture.weights()[h] * odds[h];
    }
    output[0] = Logistic.sigmoid(-z);
    output[1] = Logistic.sigmoid(z);
  }

  @Override
  public double loss(double target) {
    return Logistic.loss(z, target == 1);
  }

  @Override
  public void losses(
      double[] heads, int stride, int count, HeadMixture mixture, double target, double[] losses) {
    Arrays.fill(losses, 0, count, mixture.offset()[0]);
    for (int h = 0; h < odds.length; h++) {
      int first = 2 * h * stride;
      int second = first + stride;
      for (int read = 0; read < count; read++) {
        heads[first + read] = heads[second + read] / heads[first + read];
      }
      Elementary.fastest().log(heads, first, count);
      double weight = mixture.weights()[h];
      for (int read = 0; read < count; read++) {
        losses[read] += weight * heads[first + read];
      }
    }
    Logistic.losses(losses, count, target == 1, heads);
  }

  @Override
  public void differentiate(double target, double[] slopes) {
    slope = Logistic.sigmoid(z) - target;
    for (int h = 0; h < odds.length; h++) {
      double share = slope * mixture.weights()[h] * outcome.smoothing();
      slopes[2 * h] = -share / p[2 * h];
      slopes[2 * h + 1] = share / p[2 * h + 1];
    }
  }

  @Override
  public double weightSlope(int head) {
    return slope * odds[head];
  }

  @Override
  public double offsetSlope(int logit) {
    return slope;
  }
}
