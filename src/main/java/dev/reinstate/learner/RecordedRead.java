package dev.reinstate.learner;

/**
 * Which memories a prediction read, with weights: arrays of equal length, most similar memory
 * first.
 *
 * @param slots where the memories were
 * @param ids their ids
 * @param weights attention weights, which sum to 1
 * @param values their values when they were read
 * @param times event times of their observations
 */
public record RecordedRead(
    int[] slots, String[] ids, float[] weights, double[] values, long[] times) {

  public int count() {
    return slots.length;
  }
}
