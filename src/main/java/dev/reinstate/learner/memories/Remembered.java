package dev.reinstate.learner.memories;

/**
 * An observation as its own memories have it.
 *
 * @param code of it
 * @param embedding as it is stored, of all spaces; NaN where a space does not hold it
 * @param version of the model that computed it, or {@link #MIXED}
 */
public record Remembered(byte[] code, float[] embedding, long version) {

  /** Parts of the embedding are of different versions, or missing. */
  public static final long MIXED = -1;
}
