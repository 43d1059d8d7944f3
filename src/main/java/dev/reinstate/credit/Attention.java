package dev.reinstate.credit;

import dev.reinstate.compute.Elementary;

/** The attention of a read: a = softmax(s/τ). */
public final class Attention {

  private Attention() {}

  /**
   * Computes the weights of a read without a null slot.
   *
   * @param scores array that holds s
   * @param from where scores and weights begin
   * @param count memories, at least 1
   * @param temperature τ, above 0
   * @param weights array that receives a, each from 0 to 1; they sum to 1
   */
  public static void weights(
      double[] scores, int from, int count, double temperature, double[] weights) {
    weights(scores, from, count, temperature, Double.NEGATIVE_INFINITY, weights);
  }

  /**
   * Computes the weights of a read.
   *
   * @param scores array that holds s
   * @param from where scores and weights begin
   * @param count memories
   * @param temperature τ, above 0
   * @param nullLogit what the null slot has in place of s/τ; negative infinity where there is none
   * @param weights array that receives a, each from 0 to 1; they sum to 1 with the null slot's
   * @return the null slot's weight; NaN where there are neither memories nor a null slot
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
    for (int i = from; i < from + count; i++) {
      weights[i] = (scores[i] - largest) / temperature;
    }
    Elementary.fastest().exp(weights, from, count);
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += weights[i];
    }
    double nullWeight = Elementary.exp((nullScore - largest) / temperature);
    sum += nullWeight;
    for (int i = from; i < from + count; i++) {
      weights[i] /= sum;
    }
    return nullWeight / sum;
  }
}
