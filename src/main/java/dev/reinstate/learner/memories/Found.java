package dev.reinstate.learner.memories;

/**
 * What memories of a key answer to a {@link Look}: arrays of equal length, the memory of most
 * weight first.
 *
 * @param slots where the memories are
 * @param hashes of their ids
 * @param ids what they are called
 * @param weights attention weights before they are rounded to be recorded, those of the first head,
 *     then those of the next
 * @param values what they say
 * @param times event times of their observations
 * @param nullWeights the weight of each head's null slot; empty where there is none
 */
public record Found(
    int[] slots,
    long[] hashes,
    String[] ids,
    double[] weights,
    double[] values,
    long[] times,
    float[] nullWeights) {

  /** How many memories. */
  public int count() {
    return slots.length;
  }
}
