package dev.reinstate.model;

/** Raw feature vectors. */
public final class Features {

  /**
   * The largest number that is computed with: such are added up and squared in float32. A sentinel
   * beyond it is as far from all that is real at this size.
   */
  static final float MAX_MAGNITUDE = 1e15f;

  private Features() {}

  /** A number limited to ±1e15; NaN, which is missing, stays so. */
  static float limited(float x) {
    return Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, x));
  }

  /** Copies a vector to an array from an index on, each number limited to ±1e15. */
  public static void copy(float[] features, float[] to, int at) {
    for (int i = 0; i < features.length; i++) {
      to[at + i] = limited(features[i]);
    }
  }
}
