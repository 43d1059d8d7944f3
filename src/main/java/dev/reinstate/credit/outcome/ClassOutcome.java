package dev.reinstate.credit.outcome;

import java.util.Arrays;

/**
 * Values are classes: p = Σ a_i onehot(v_i), p̃ = (1−ε) p + ε π, L = −log p̃_y, u_i = −(1−ε)[v_i =
 * y]/p̃_y. The prior π is a probability for each class; uniform, ε π is the ε/C of the plain read.
 */
public record ClassOutcome(int classes, double epsilon) implements Outcome {

  @Override
  public int size() {
    return classes;
  }

  /** Of two classes the second is decided on. */
  @Override
  public int logits() {
    return classes == 2 ? 1 : classes;
  }

  @Override
  public void add(double weight, double value, double[] mixtures, int at) {
    mixtures[at + (int) value] += weight;
  }

  @Override
  public void smooth(double[] mixtures, int at, float[] prior) {
    for (int c = 0; c < classes; c++) {
      mixtures[at + c] = (1 - epsilon) * mixtures[at + c] + epsilon * prior[c];
    }
  }

  @Override
  public double smoothing() {
    return 1 - epsilon;
  }

  @Override
  public double loss(double[] mixture, double target) {
    return -Math.log(mixture[(int) target]);
  }

  @Override
  public void gradient(double[] mixture, double target, double[] gradient) {
    Arrays.fill(gradient, 0, classes, 0);
    gradient[(int) target] = -(1 - epsilon) / mixture[(int) target];
  }

  @Override
  public double weightGradient(double[] gradient, int at, double value) {
    return gradient[at + (int) value];
  }

  @Override
  public void shiftPrior(float[] prior, float[] shifts, int from, float[] to, int at) {
    if (classes == 2) {
      double second = Logistic.sigmoid(Math.log((double) prior[1] / prior[0]) + shifts[from]);
      to[at] = (float) (1 - second);
      to[at + 1] = (float) second;
      return;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += prior[c] * Math.exp(shifts[from + c]);
    }
    for (int c = 0; c < classes; c++) {
      to[at + c] = (float) (prior[c] * Math.exp(shifts[from + c]) / sum);
    }
  }

  @Override
  public void shiftGradient(
      float[] shifted,
      double[] mixtureGradient,
      int at,
      double weight,
      double[] gradient,
      int gradientAt) {
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      mean += shifted[at + c] * mixtureGradient[at + c];
    }
    int first = classes == 2 ? 1 : 0;
    for (int c = first; c < classes; c++) {
      gradient[gradientAt + c - first] +=
          weight * shifted[at + c] * (mixtureGradient[at + c] - mean);
    }
  }

  @Override
  public float[] prediction(double[] mixture) {
    float[] prediction = new float[classes];
    for (int c = 0; c < classes; c++) {
      prediction[c] = (float) mixture[c];
    }
    return prediction;
  }

  @Override
  public boolean accepts(double target) {
    return target >= 0 && target < classes && target == Math.rint(target);
  }

  @Override
  public String allowed() {
    return "a class from 0 to " + (classes - 1);
  }
}
