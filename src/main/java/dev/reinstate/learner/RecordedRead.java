package dev.reinstate.learner;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  /** The place of a memory in the read, or -1. */
  int indexOf(String id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i].equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The read as if one of its memories had not been there: the weights of the rest sum to 1. */
  RecordedRead without(int index) {
    int[] kept = IntStream.range(0, count()).filter(i -> i != index).toArray();
    double rest = Arrays.stream(kept).mapToDouble(i -> weights[i]).sum();
    RecordedRead read =
        new RecordedRead(
            new int[kept.length],
            new String[kept.length],
            new float[kept.length],
            new double[kept.length],
            new long[kept.length]);
    for (int i = 0; i < kept.length; i++) {
      read.slots[i] = slots[kept[i]];
      read.ids[i] = ids[kept[i]];
      read.weights[i] = (float) (rest > 0 ? weights[kept[i]] / rest : 1.0 / kept.length);
      read.values[i] = values[kept[i]];
      read.times[i] = times[kept[i]];
    }
    return read;
  }
}
