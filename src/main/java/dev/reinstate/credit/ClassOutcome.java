package dev.reinstate.credit;

import java.util.Arrays;

/**
 * Values are classes: p = (1−ε) Σ a_i onehot(v_i) + ε π, L = −log p_y, u_i = −(1−ε)[v_i = y]/p_y.
 * The prior π is a probability for each class; uniform, ε π is the ε/C of the plain read.
 */
public record ClassOutcome(int classes, double epsilon) implements Outcome {

  @Override
  public int size() {
    return classes;
  }

  @Override
  public void mix(double[] weights, double[] values, int count, float[] prior, double[] mixture) {
    if (count == 0) {
      for (int c = 0; c < classes; c++) {
        mixture[c] = prior[c];
      }
      return;
    }
    Arrays.fill(mixture, 0, classes, 0);
    for (int i = 0; i < count; i++) {
      mixture[(int) values[i]] += weights[i];
    }
    for (int c = 0; c < classes; c++) {
      mixture[c] = (1 - epsilon) * mixture[c] + epsilon * prior[c];
    }
  }

  @Override
  public double loss(double[] mixture, double target) {
    return -Math.log(mixture[(int) target]);
  }

  @Override
  public void slopes(double[] mixture, double target, double[] values, int count, double[] u) {
    double slope = -(1 - epsilon) / mixture[(int) target];
    for (int i = 0; i < count; i++) {
      u[i] = values[i] == target ? slope : 0;
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
