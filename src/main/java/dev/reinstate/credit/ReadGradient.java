package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;

/**
 * The loss of a read, and its gradient with respect to the read's own parameters.
 *
 * @param loss L, see {@link Outcome#loss}; NaN where no read was made
 * @param parameters ∂L/∂ of each of the {@link ReadParameters}, in their order; empty in the simple
 *     form
 */
public record ReadGradient(double loss, double[] parameters) {

  /** ‖gradient‖². */
  public double squaredNorm() {
    double sum = 0;
    for (double derivative : parameters) {
      sum += derivative * derivative;
    }
    return sum;
  }

  /**
   * Adds the first of it, times a weight, to a sum of gradients.
   *
   * @param count how many derivatives
   * @param gradientSum array that holds the sum
   * @param at where that of the read's own parameters begins
   */
  public void addTo(float[] gradientSum, int at, int count, float weight) {
    for (int i = 0; i < count; i++) {
      gradientSum[at + i] += weight * (float) parameters[i];
    }
  }
}
