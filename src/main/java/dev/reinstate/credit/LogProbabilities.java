package dev.reinstate.credit;

/** Classes: z_c = Σ w_h log p̃_hc + b_c + β_c·x_own; P = softmax z. */
final class LogProbabilities implements Combination {

  private final ClassOutcome outcome;
  private final int heads;
  private final int classes;
  private final double[] logs;
  private final double[] z;
  private final double[] probabilities;
  private final double[] slopesOfLogits;
  private double[] p;
  private HeadMixture mixture;
  private double logSum;

  LogProbabilities(ClassOutcome outcome, int heads) {
    this.outcome = outcome;
    this.heads = heads;
    classes = outcome.classes();
    logs = new double[heads * classes];
    z = new double[classes];
    probabilities = new double[classes];
    slopesOfLogits = new double[classes];
  }

  @Override
  public void combine(double[] heads, HeadMixture mixture, double[] output) {
    p = heads;
    this.mixture = mixture;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      z[c] = mixture.offset()[c];
      for (int h = 0; h < this.heads; h++) {
        int at = h * classes + c;
        logs[at] = Math.log(heads[at]);
        z[c] += mixture.weights()[h] * logs[at];
      }
      largest = Math.max(largest, z[c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(z[c] - largest);
      sum += probabilities[c];
    }
    logSum = largest + Math.log(sum);
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
      output[c] = probabilities[c];
    }
  }

  @Override
  public double loss(double target) {
    return logSum - z[(int) target];
  }

  @Override
  public void differentiate(double target, double[] slopes) {
    for (int c = 0; c < classes; c++) {
      slopesOfLogits[c] = probabilities[c] - (c == target ? 1 : 0);
      for (int h = 0; h < heads; h++) {
        slopes[h * classes + c] =
            mixture.weights()[h] * slopesOfLogits[c] * outcome.smoothing() / p[h * classes + c];
      }
    }
  }

  @Override
  public double weightSlope(int head) {
    double slope = 0;
    for (int c = 0; c < classes; c++) {
      slope += slopesOfLogits[c] * logs[head * classes + c];
    }
    return slope;
  }

  @Override
  public double offsetSlope(int logit) {
    return slopesOfLogits[logit];
  }
}
