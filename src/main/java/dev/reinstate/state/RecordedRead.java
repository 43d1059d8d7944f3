package dev.reinstate.state;

import dev.reinstate.credit.HeadMixture;
import dev.reinstate.memory.IdHash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a prediction read, with weights: arrays of equal length, source by source as the
 * form of reads has them, of each the memory of most weight first.
 *
 * @param counts memories read of each source
 * @param slots where the memories were
 * @param hashes {@link IdHash}es of their ids
 * @param ids their ids, by which memory has them, as long as they are needed; null where the read
 *     is kept
 * @param weights attention weights, source by source those of the first head, then those of the
 *     next; each head's sum to 1 with its null slot's
 * @param values their values when they were read
 * @param times event times of their observations
 * @param mixture how the heads were put together
 */
public record RecordedRead(
    int[] counts,
    int[] slots,
    long[] hashes,
    String @Nullable [] ids,
    float[] weights,
    double[] values,
    long[] times,
    HeadMixture mixture) {

  /**
   * A read to be filled.
   *
   * @param heads that read each source
   */
  public static RecordedRead of(int[] counts, int heads, HeadMixture mixture) {
    int count = Arrays.stream(counts).sum();
    return new RecordedRead(
        counts,
        new int[count],
        new long[count],
        new String[count],
        new float[heads * count],
        new double[count],
        new long[count],
        mixture);
  }

  /** Memories of all sources. */
  public int count() {
    return slots.length;
  }

  /** The first memory of a source; of the number of sources: how many memories there are. */
  public int first(int source) {
    int first = 0;
    for (int before = 0; before < source; before++) {
      first += counts[before];
    }
    return first;
  }

  /** How many heads read each source, where anything was read. */
  public int heads() {
    return count() == 0 ? 0 : weights.length / count();
  }

  /**
   * Copies the weights.
   *
   * @param to receives k numbers for each head, the first of them its weights
   * @param k at least the number of memories of any source
   */
  public void copyWeights(double[] to, int k) {
    int heads = heads();
    int from = 0;
    for (int source = 0; source < counts.length; source++) {
      int count = counts[source];
      for (int h = source * heads; h < (source + 1) * heads; h++) {
        for (int i = 0; i < count; i++) {
          to[h * k + i] = weights[from++];
        }
      }
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
        : new RecordedRead(counts, slots, hashes, others, weights, values, times, mixture);
  }

  /** The mean over the heads of each memory's weights. */
  public float[] meanWeights() {
    int heads = heads();
    if (heads <= 1) {
      return weights;
    }
    float[] means = new float[count()];
    int from = 0;
    int first = 0;
    for (int count : counts) {
      for (int i = 0; i < heads * count; i++) {
        means[first + i % count] += weights[from++] / heads;
      }
      first += count;
    }
    return means;
  }

  /**
   * The read as if one of its memories had not been there: the weights of each head that read it
   * are divided by what is left of their sum, the null slot's included.
   */
  public RecordedRead without(int index) {
    int[] kept = IntStream.range(0, count()).filter(i -> i != index).toArray();
    int[] fewer = counts.clone();
    int source = sourceOf(index);
    fewer[source]--;
    float[] nullWeights = mixture.nullWeights().clone();
    RecordedRead read = of(fewer, heads(), mixture.withNullWeights(nullWeights));
    for (int i = 0; i < kept.length; i++) {
      read.slots[i] = slots[kept[i]];
      read.hashes[i] = hashes[kept[i]];
      read.ids[i] = ids[kept[i]];
      read.values[i] = values[kept[i]];
      read.times[i] = times[kept[i]];
    }
    int before = first(source);
    for (int h = 0; h < heads(); h++) {
      copyWithout(index - before, before, source, h, nullWeights, read);
    }
    copyOthers(source, read);
    return read;
  }

  private int sourceOf(int index) {
    int source = 0;
    while (index >= first(source + 1)) {
      source++;
    }
    return source;
  }

  /** Copies the weights of a head that read the memory. */
  private void copyWithout(
      int left, int before, int source, int head, float[] nullWeights, RecordedRead to) {
    int count = counts[source];
    int from = before * heads() + head * count;
    int at = before * heads() + head * (count - 1);
    int ofNull = source * heads() + head;
    boolean hasNull = nullWeights.length > 0;
    double rest = hasNull ? nullWeights[ofNull] : 0;
    for (int i = 0; i < count; i++) {
      rest += i == left ? 0 : weights[from + i];
    }
    for (int i = 0; i < count; i++) {
      if (i != left) {
        double weight = weights[from + i];
        to.weights[at++] = (float) (rest > 0 ? weight / rest : hasNull ? 0 : 1.0 / (count - 1));
      }
    }
    if (hasNull) {
      nullWeights[ofNull] = rest > 0 ? (float) (nullWeights[ofNull] / rest) : 1;
    }
  }

  /** Copies the weights of all heads that read other sources. */
  private void copyOthers(int source, RecordedRead to) {
    int heads = heads();
    int before = heads * first(source);
    int after = heads * first(source + 1);
    System.arraycopy(weights, 0, to.weights, 0, before);
    System.arraycopy(weights, after, to.weights, after - heads, weights.length - after);
  }
}
