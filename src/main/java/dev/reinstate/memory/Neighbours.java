package dev.reinstate.memory;

/**
 * The k most similar memories of a search, most similar first, ties to the lower slot. Made once
 * and filled again by each search.
 */
public final class Neighbours {

  private final int[] slots;
  private final float[] similarities;
  private int count;

  public Neighbours(int k) {
    slots = new int[k];
    similarities = new float[k];
  }

  /** How many were found, at most k. */
  public int count() {
    return count;
  }

  public int slot(int rank) {
    return slots[rank];
  }

  public float similarity(int rank) {
    return similarities[rank];
  }

  /** What a similarity must not be below to be found; not a number while any is. */
  float threshold() {
    return count < slots.length ? Float.NaN : similarities[count - 1];
  }

  /** Begins a search. */
  public void clear() {
    count = 0;
  }

  /**
   * Takes a memory into account. A similarity that is not a number, as vectors with an overflow
   * have, is not found.
   */
  public void offer(int slot, float similarity) {
    int capacity = slots.length;
    if (Float.isNaN(similarity) || count == capacity && !precedes(slot, similarity, count - 1)) {
      return;
    }
    int at = count < capacity ? count++ : capacity - 1;
    while (at > 0 && precedes(slot, similarity, at - 1)) {
      slots[at] = slots[at - 1];
      similarities[at] = similarities[at - 1];
      at--;
    }
    slots[at] = slot;
    similarities[at] = similarity;
  }

  private boolean precedes(int slot, float similarity, int rank) {
    return similarity > similarities[rank]
        || similarity == similarities[rank] && slot < slots[rank];
  }
}
