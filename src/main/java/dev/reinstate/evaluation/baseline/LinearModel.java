package dev.reinstate.evaluation.baseline;

import java.util.Arrays;

/**
 * Weights of a logistic, softmax or linear regression, which make a step down the gradient for each
 * target. A step's length is divided by the squared length of what is seen, or its mean where that
 * is more, and for labels by the root mean square of the error too, since rare labels err little.
 * It falls with the root of the number of targets, and no further after {@value #SETTLED}, so that
 * the weights follow drift.
 */
final class LinearModel {

  /** Standard deviations by which a value may be missed; beyond it counts no more. */
  private static final double MAX_ERROR = 4;

  private static final double SETTLED = 10_000;

  /** Targets after which steps begin to fall. */
  private static final double EARLY = 100;

  /** The mean squared error follows the last so many. */
  private static final double ERRORS = 1_000;

  private static final double FIRST_ERRORS = 10;
  private static final double FIRST_SQUARED_ERROR = .25;
  private static final double MAX_LOGIT = 20;

  private final boolean isOfValues;
  private final double settledStep;
  private final double[] squaredErrors;
  private double[][] weights;
  private double meanSquaredLength;
  private long learned;

  /**
   * @param units 1 for values and two labels, else how many classes
   * @param settledStep the length of steps in the end
   */
  LinearModel(boolean isOfValues, int units, double settledStep) {
    this.isOfValues = isOfValues;
    this.settledStep = settledStep;
    squaredErrors = new double[units];
    Arrays.fill(squaredErrors, FIRST_SQUARED_ERROR);
  }

  /**
   * What it says of an input.
   *
   * @param start what it says without weights: logits, or a value, for each unit
   * @param x the input
   * @return a value, the probability of the second label, or that of each class
   */
  double[] outputs(double[] start, float[] x) {
    double[] z = start.clone();
    for (int unit = 0; unit < z.length && weights != null; unit++) {
      double[] w = weights[unit];
      z[unit] += w[0];
      for (int i = 0; i < x.length; i++) {
        z[unit] += w[1 + i] * x[i];
      }
    }
    if (isOfValues) {
      return z;
    }
    return z.length == 1 ? logistic(z) : softmax(z);
  }

  private static double[] logistic(double[] z) {
    z[0] = 1 / (1 + Math.exp(-Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, z[0]))));
    return z;
  }

  private static double[] softmax(double[] z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double sum = 0;
    for (int unit = 0; unit < z.length; unit++) {
      z[unit] = Math.exp(z[unit] - max);
      sum += z[unit];
    }
    for (int unit = 0; unit < z.length; unit++) {
      z[unit] /= sum;
    }
    return z;
  }

  /**
   * Makes a step.
   *
   * @param start as for {@link #outputs}
   * @param goal what should have been said
   */
  void learn(double[] start, float[] x, double[] goal) {
    double[] said = outputs(start, x);
    if (weights == null) {
      weights = new double[goal.length][1 + x.length];
    }
    double squaredLength = 1;
    for (float v : x) {
      squaredLength += (double) v * v;
    }
    learned++;
    meanSquaredLength += (squaredLength - meanSquaredLength) / learned;
    double length =
        settledStep
            * Math.max(1, Math.sqrt(SETTLED / (learned + EARLY)))
            / Math.max(meanSquaredLength, squaredLength);
    for (int unit = 0; unit < goal.length; unit++) {
      double[] w = weights[unit];
      double step = length * error(unit, goal[unit] - said[unit]);
      w[0] += step;
      for (int i = 0; i < x.length; i++) {
        w[1 + i] += step * x[i];
      }
    }
  }

  /** An error as it counts. */
  private double error(int unit, double error) {
    if (isOfValues) {
      return Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
    }
    squaredErrors[unit] +=
        (error * error - squaredErrors[unit]) / Math.min(ERRORS, learned + FIRST_ERRORS);
    return error / Math.sqrt(squaredErrors[unit]);
  }
}
