package dev.reinstate.learner.memories;

/**
 * What a label needs of memories of a key that a prediction read, as they are at this moment. What
 * is held of them is copied, because a later event may evict it.
 *
 * @param values what they say now; of those that are no longer held, what they said
 * @param evicted which of them are no longer held
 * @param codes of those that are held, one after the other; empty where nothing is to be learned
 * @param embeddings of those that are held, as they are stored, one after the other; empty where
 *     nothing is to be learned
 */
public record Evidence(double[] values, boolean[] evicted, byte[] codes, float[] embeddings) {

  /** Nothing was read. */
  public static final Evidence NONE =
      new Evidence(new double[0], new boolean[0], new byte[0], new float[0]);

  /** How many are held. */
  public int held() {
    int held = 0;
    for (boolean gone : evicted) {
      held += gone ? 0 : 1;
    }
    return held;
  }
}
