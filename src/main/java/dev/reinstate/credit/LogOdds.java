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
      double[] p,
      int from,
      int to,
      double[] columns,
      int stride,
      int count,
      HeadMixture mixture,
      double target,
      double[] losses) {
    Arrays.fill(losses, 0, count, mixture.offset()[0]);
    for (int e = 0; e < experts; e++) {
      double weight = mixture.weights()[e];
      if (2 * e < from || 2 * e >= to) {
        double term = weight * Elementary.log(p[2 * e + 1] / p[2 * e]);
        for (int i = 0; i < count; i++) {
          losses[i] += term;
        }
      } else {
        int first = (2 * e - from) * stride;
        addOdds(columns, first, first + stride, count, weight, losses);
      }
    }
    Logistic.losses(losses, count, target == 1, columns);
  }

  private static void addOdds(
      double[] columns, int first, int second, int count, double weight, double[] losses) {
    for (int i = 0; i < count; i++) {
      columns[first + i] = columns[second + i] / columns[first + i];
    }
    Elementary.fastest().log(columns, first, count);
    for (int i = 0; i < count; i++) {
      losses[i] += weight * columns[first + i];
    }
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
