package dev.reinstate.replay;

import java.util.Arrays;

/** The predictions of one predictor, a row for each observation, in one array that grows. */
final class Outputs {

  private final int width;
  private float[] values = new float[0];

  Outputs(int width) {
    this.width = width;
  }

  boolean has(int row) {
    return at(row) < values.length && !Float.isNaN(values[at(row)]);
  }

  /** Where a row starts in {@link #values}. */
  int at(int row) {
    return row * width;
  }

  float[] values() {
    return values;
  }

  /**
   * @throws IllegalArgumentException if the output has another width or a number is not finite
   */
  void set(int row, float[] output) {
    if (output.length != width) {
      throw new IllegalArgumentException(
          "a prediction has %d numbers; expected %d".formatted(output.length, width));
    }
    for (float v : output) {
      if (!Float.isFinite(v)) {
        throw new IllegalArgumentException(
            "a prediction is %s; expected finite numbers".formatted(Arrays.toString(output)));
      }
    }
    int end = at(row) + width;
    if (end > values.length) {
      int from = values.length;
      values = Arrays.copyOf(values, Math.max(end, 2 * from));
      Arrays.fill(values, from, values.length, Float.NaN);
    }
    System.arraycopy(output, 0, values, at(row), width);
  }
}
