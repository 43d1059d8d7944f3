package dev.reinstate.state;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.event.IdHash;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a prediction read, with weights: arrays of equal length, the memory of most weight
 * first.
 *
 * @param slots where the memories were
 * @param hashes {@link IdHash}es of their ids
 * @param ids their ids, as long as they are needed; null where the read is kept
 * @param weights attention weights, those of the first head, then those of the next; each head's
 *     sum to 1 with its null slot's
 * @param values their values when they were read
 * @param times event times of their observations
 * @param mixture how the heads were put together
 */
public record RecordedRead(
    int[] slots,
    long[] hashes,
    String @Nullable [] ids,
    float[] weights,
    double[] values,
    long[] times,
    HeadMixture mixture) {

  /** A read to be filled. */
  public static RecordedRead of(int count, int heads, HeadMixture mixture) {
    return new RecordedRead(
        new int[count],
        new long[count],
        new String[count],
        new float[heads * count],
        new double[count],
        new long[count],
        mixture);
  }

  public int count() {
    return slots.length;
  }

  /** How many heads there are, where anything was read. */
  public int heads() {
    return count() == 0 ? 0 : weights.length / count();
  }

  /**
   * Copies the weights.
   *
   * @param to receives k numbers for each head, the first of them its weights
   * @param k at least the number of memories
   */
  public void copyWeights(double[] to, int k) {
    int count = count();
    for (int i = 0; i < weights.length; i++) {
      to[i / count * k + i % count] = weights[i];
    }
  }

  /** What it takes on the heap as it is kept, about. */
  long bytes() {
    return 250 + (long) Float.BYTES * (weights.length + mixture.rates().length) + 28L * count();
  }

  /** The same with ids, or without. */
  public RecordedRead withIds(String @Nullable [] others) {
    return ids == others
        ? this
        : new RecordedRead(slots, hashes, others, weights, values, times, mixture);
  }

  /** The mean over the heads of each memory's weights. */
  public float[] meanWeights() {
    int heads = heads();
    if (heads <= 1) {
      return weights;
    }
    float[] means = new float[count()];
    for (int i = 0; i < weights.length; i++) {
      means[i % means.length] += weights[i] / heads;
    }
    return means;
  }

  /**
   * The read as if one of its memories had not been there: each head's weights are divided by what
   * is left of their sum, its null slot's included.
   */
  public RecordedRead without(int index) {
    int[] kept = IntStream.range(0, count()).filter(i -> i != index).toArray();
    float[] nullWeights = mixture.nullWeights().clone();
    RecordedRead read = of(kept.length, heads(), mixture.withNullWeights(nullWeights));
    for (int i = 0; i < kept.length; i++) {
      read.slots[i] = slots[kept[i]];
      read.hashes[i] = hashes[kept[i]];
      read.ids[i] = ids[kept[i]];
      read.values[i] = values[kept[i]];
      read.times[i] = times[kept[i]];
    }
    for (int h = 0; h < heads(); h++) {
      int from = h * count();
      boolean hasNull = nullWeights.length > 0;
      double rest = hasNull ? nullWeights[h] : 0;
      for (int i : kept) {
        rest += weights[from + i];
      }
      for (int i = 0; i < kept.length; i++) {
        double weight = weights[from + kept[i]];
        read.weights[h * kept.length + i] =
            (float) (rest > 0 ? weight / rest : hasNull ? 0 : 1.0 / kept.length);
      }
      if (hasNull) {
        nullWeights[h] = rest > 0 ? (float) (nullWeights[h] / rest) : 1;
      }
    }
    return read;
  }
}
