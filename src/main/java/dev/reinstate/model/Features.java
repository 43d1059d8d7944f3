package dev.reinstate.model;

/** Feature vectors as networks are given them. */
public final class Features {

  /**
   * The largest number that networks see: they add up and square such in float32. A sentinel beyond
   * it is as far from all that is real at this size.
   */
  static final float MAX_MAGNITUDE = 1e15f;

  private Features() {}

  /** Copies a vector to an array from an index on, each number limited to ±1e15. */
  public static void copy(float[] features, float[] to, int at) {
    for (int i = 0; i < features.length; i++) {
      to[at + i] = Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, features[i]));
    }
  }
}
