package dev.reinstate.compute;

/** Divides rows, or equal parts of them, by their length, and takes gradients back through it. */
public final class UnitLength {

  /** Keeps o/‖o‖ finite. */
  private static final float MIN_NORM = 1e-8f;

  private final int part;

  /**
   * @param part numbers that are made unit together
   */
  public UnitLength(int part) {
    this.part = part;
  }

  /**
   * Replaces each part o by o/‖o‖.
   *
   * @param values parts, one after the other
   * @param count numbers, a multiple of the part's
   */
  public void apply(float[] values, int count) {
    for (int at = 0; at < count; at += part) {
      scale(values, at, 1 / norm(values, at));
    }
  }

  /**
   * Replaces ∂L/∂f by ∂L/∂o with f = o/‖o‖: the Jacobian is (I − f fᵀ)/‖o‖.
   *
   * @param outputs o; f afterwards
   * @param gradients ∂L/∂f; ∂L/∂o afterwards
   * @param count numbers, a multiple of the part's
   */
  public void backward(float[] outputs, float[] gradients, int count) {
    for (int at = 0; at < count; at += part) {
      float inverse = 1 / norm(outputs, at);
      scale(outputs, at, inverse);
      float along = 0;
      for (int i = at; i < at + part; i++) {
        along += outputs[i] * gradients[i];
      }
      for (int i = at; i < at + part; i++) {
        gradients[i] = (gradients[i] - along * outputs[i]) * inverse;
      }
    }
  }

  private void scale(float[] values, int from, float factor) {
    for (int i = from; i < from + part; i++) {
      values[i] *= factor;
    }
  }

  private float norm(float[] values, int from) {
    float sum = 0;
    for (int i = from; i < from + part; i++) {
      sum += values[i] * values[i];
    }
    return Math.max((float) Math.sqrt(sum), MIN_NORM);
  }
}
