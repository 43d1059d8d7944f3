package dev.reinstate.credit;

import dev.reinstate.compute.Elementary;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Logistic;
import java.util.Arrays;

/**
 * Two classes: z = Σ w_e ℓ_e + b + β·x_own with ℓ_e = log(p̃_e1/p̃_e0); P = σ(z) is the probability
 * of class 1.
 *
 * @param experts heads and rates
 */
record LogOdds(ClassOutcome outcome, int experts) implements Combination {

  private double logit(double[] p, HeadMixture mixture) {
    double z = mixture.offset()[0];
    for (int e = 0; e < experts; e++) {
      z += mixture.weights()[e] * odds(p, e);
    }
    return z;
  }

  private static double odds(double[] p, int expert) {
    return Math.log(p[2 * expert + 1] / p[2 * expert]);
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
    for (int e = 0; e < experts; e++) {
      int first = 2 * e * stride;
      int second = first + stride;
      for (int read = 0; read < count; read++) {
        p[first + read] = p[second + read] / p[first + read];
      }
      Elementary.fastest().log(p, first, count);
      double weight = mixture.weights()[e];
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
    for (int e = 0; e < experts; e++) {
      double share = ofLogit * mixture.weights()[e] * outcome.smoothing();
      gradient.experts()[2 * e] = -share / p[2 * e];
      gradient.experts()[2 * e + 1] = share / p[2 * e + 1];
      gradient.weights()[e] = ofLogit * odds(p, e);
    }
    gradient.offset()[0] = ofLogit;
  }
}
