package dev.reinstate.learner;

/**
 * A matched feedback with the read that it credits, as memory was at that moment.
 *
 * @param session its key
 * @param slot of the memory that the observation is or becomes
 * @param prior the prior that the prediction had
 * @param values the values of the memories read, as they are now
 * @param query row of the observation, or {@link #NONE}
 * @param rows row of each memory, or {@link #NONE}
 * @param evicted which of the memories are no longer held
 */
record CreditedRead(
    KeySession session,
    Feedback feedback,
    int slot,
    RecordedRead read,
    float[] prior,
    double[] values,
    int query,
    int[] rows,
    boolean[] evicted) {

  /** Nothing is reinstated. */
  static final int NONE = -1;

  /** How many memories are reinstated; their rows follow the query's. */
  int reinstated() {
    int count = 0;
    for (int row : rows) {
      count += row == NONE ? 0 : 1;
    }
    return count;
  }
}
