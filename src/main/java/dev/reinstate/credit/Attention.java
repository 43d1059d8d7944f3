package dev.reinstate.credit;

/** Softmax over the similarities of a read: a = softmax(s/τ). */
public final class Attention {

  private Attention() {}

  /**
   * @param similarities s, count numbers
   * @param temperature τ, above 0
   * @param weights receives a, which sum to 1
   */
  public static void weights(
      double[] similarities, int count, double temperature, double[] weights) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, similarities[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp((similarities[i] - largest) / temperature);
      sum += weights[i];
    }
    for (int i = 0; i < count; i++) {
      weights[i] /= sum;
    }
  }
}
