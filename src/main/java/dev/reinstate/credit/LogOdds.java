package dev.reinstate.credit;

import dev.reinstate.compute.Elementary;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Logistic;
import java.util.Arrays;

/**
 * Two classes: z = Σ w_h ℓ_h + b + β·x_own with ℓ_h = log(p̃_h1/p̃_h0); P = σ(z) is the probability
 * of class 1.
 *
 * @param heads H
 */
record LogOdds(ClassOutcome outcome, int heads) implements Combination {

  private double logit(double[] p, HeadMixture mixture) {
    double z = mixture.offset()[0];
    for (int h = 0; h < heads; h++) {
      z += mixture.weights()[h] * odds(p, h);
    }
    return z;
  }

  private static double odds(double[] p, int head) {
    return Math.log(p[2 * head + 1] / p[2 * head]);
  }

  @Override
  public void combine(double[] p, HeadMixture mixture, double[] output) {
    double z = logit(p, mixture);
    output[0] = Logistic.sigmoid(-z);
    output[1] = Logistic.sigmoid(z);
  }

  @Override
  public double loss(double[] p, HeadMixture mixture, double target) {
    return Logistic.loss(logit(p, mixture), target == 1);
  }

  @Override
  public void losses(
      double[] p, int stride, int count, HeadMixture mixture, double target, double[] losses) {
    Arrays.fill(losses, 0, count, mixture.offset()[0]);
    for (int h = 0; h < heads; h++) {
      int first = 2 * h * stride;
      int second = first + stride;
      for (int read = 0; read < count; read++) {
        p[first + read] = p[second + read] / p[first + read];
      }
      Elementary.fastest().log(p, first, count);
      double weight = mixture.weights()[h];
      for (int read = 0; read < count; read++) {
        losses[read] += weight * p[first + read];
      }
    }
    Logistic.losses(losses, count, target == 1, p);
  }

  @Override
  public void differentiate(
      double[] p, HeadMixture mixture, double target, CombinationGradient gradient) {
    double ofLogit = Logistic.sigmoid(logit(p, mixture)) - target;
    for (int h = 0; h < heads; h++) {
      double share = ofLogit * mixture.weights()[h] * outcome.smoothing();
      gradient.heads()[2 * h] = -share / p[2 * h];
      gradient.heads()[2 * h + 1] = share / p[2 * h + 1];
      gradient.weights()[h] = ofLogit * odds(p, h);
    }
    gradient.offset()[0] = ofLogit;
  }
}
