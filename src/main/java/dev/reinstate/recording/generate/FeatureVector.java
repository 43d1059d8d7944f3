package dev.reinstate.recording.generate;

/** Puts the features of a row together, in order. */
public final class FeatureVector {

  private final float[] features;
  private int size;

  public FeatureVector(int features) {
    this.features = new float[features];
  }

  public FeatureVector number(double value) {
    features[size++] = (float) value;
    return this;
  }

  public FeatureVector numbers(double[] values) {
    for (double value : values) {
      number(value);
    }
    return this;
  }

  /** A 1 at the place of a value, and 0 elsewhere. */
  public FeatureVector oneHot(int value, int values) {
    features[size + value] = 1;
    size += values;
    return this;
  }

  /** Sine and cosine of a place on a circle. */
  public FeatureVector cyclic(double turns) {
    double angle = 2 * StrictMath.PI * turns;
    return number(StrictMath.sin(angle)).number(StrictMath.cos(angle));
  }

  /**
   * @throws IllegalStateException if a feature is missing
   */
  public float[] complete() {
    if (size != features.length) {
      throw new IllegalStateException(
          "a row has %d features; expected %d".formatted(size, features.length));
    }
    return features;
  }
}
