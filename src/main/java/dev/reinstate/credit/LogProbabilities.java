package dev.reinstate.credit;

import dev.reinstate.credit.outcome.ClassOutcome;

/** Classes: z_c = Σ w_e log p̃_ec + b_c + β_c·x_own; P = softmax z. */
final class LogProbabilities implements Combination {
  private final ClassOutcome outcome;
  private final int experts;
  private final int classes;
  private final double[] logs;
  private final double[] z;
  private final double[] probabilities;

  LogProbabilities(ClassOutcome outcome, int experts) {
    this.outcome = outcome;
    this.experts = experts;
    classes = outcome.classes();
    logs = new double[experts * classes];
    z = new double[classes];
    probabilities = new double[classes];
  }

  /**
   * Computes P.
   *
   * @param logs receives log p̃
   * @param z receives z
   * @param probabilities receives P
   * @return log Σ eᶻ
   */
  private double softmax(
      double[] p, HeadMixture mixture, double[] logs, double[] z, double[] probabilities) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      z[c] = mixture.offset()[c];
      for (int e = 0; e < experts; e++) {
        int at = e * classes + c;
        logs[at] = Math.log(p[at]);
        z[c] += mixture.weights()[e] * logs[at];
      }
      largest = Math.max(largest, z[c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(z[c] - largest);
      sum += probabilities[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
    }
    return largest + Math.log(sum);
  }

  @Override
  public void combine(double[] p, HeadMixture mixture, double[] output) {
    softmax(p, mixture, logs, z, output);
  }

  @Override
  public double loss(double[] p, HeadMixture mixture, double target) {
    double logSum = softmax(p, mixture, logs, z, probabilities);
    return logSum - z[(int) target];
  }

  @Override
  public void differentiate(
      double[] p, HeadMixture mixture, double target, CombinationGradient gradient) {
    softmax(p, mixture, logs, z, probabilities);
    for (int c = 0; c < classes; c++) {
      double ofLogit = probabilities[c] - (c == target ? 1 : 0);
      gradient.offset()[c] = ofLogit;
      for (int e = 0; e < experts; e++) {
        int at = e * classes + c;
        gradient.experts()[at] = mixture.weights()[e] * ofLogit * outcome.smoothing() / p[at];
      }
    }
    for (int e = 0; e < experts; e++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += gradient.offset()[c] * logs[e * classes + c];
      }
      gradient.weights()[e] = sum;
    }
  }
}
