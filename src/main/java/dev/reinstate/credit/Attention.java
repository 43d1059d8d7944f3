package dev.reinstate.credit;

/** Softmax over the scores of a read: a = softmax(s/τ). */
public final class Attention {

  private Attention() {}

  /**
   * @param scores s, count numbers
   * @param from where scores and weights begin
   * @param temperature τ, above 0
   * @param weights receives a, which sum to 1
   */
  public static void weights(
      double[] scores, int from, int count, double temperature, double[] weights) {
    weights(scores, from, count, temperature, Double.NEGATIVE_INFINITY, weights);
  }

  /**
   * @param nullLogit what the null slot has in place of s/τ; negative infinity where there is none
   * @param weights receives a, which sum to 1 with the null slot's
   * @return the null slot's weight; NaN where nothing at all can be read
   */
  public static double weights(
      double[] scores,
      int from,
      int count,
      double temperature,
      double nullLogit,
      double[] weights) {
    double nullScore = nullLogit * temperature;
    double largest = nullScore;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, scores[i]);
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      weights[i] = Math.exp((scores[i] - largest) / temperature);
      sum += weights[i];
    }
    double nullWeight = Math.exp((nullScore - largest) / temperature);
    sum += nullWeight;
    for (int i = from; i < from + count; i++) {
      weights[i] /= sum;
    }
    return nullWeight / sum;
  }
}
