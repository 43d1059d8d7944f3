package dev.reinstate.compute.plain;

/**
 * Computes one part of a row after the other, without vector instructions.
 *
 * @param part numbers of a part
 * @param parts of a row
 * @param stride from a row to the next
 */
record ScalarSegmentOps(int part, int parts, int stride) implements SegmentOps {

  @Override
  public void scale(float[] values, int from, int rows, float[] factors, int factorsFrom) {
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < parts; p++) {
        float factor = factors[factorsFrom + row * parts + p];
        int at = from + row * stride + p * part;
        for (int i = at; i < at + part; i++) {
          values[i] *= factor;
        }
      }
    }
  }

  @Override
  public void project(
      float[] values,
      int from,
      float[] gradients,
      int rows,
      float[] along,
      float[] factors,
      int factorsFrom) {
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < parts; p++) {
        float factor = factors[factorsFrom + row * parts + p];
        float less = -along[row * parts + p];
        int at = row * stride + p * part;
        for (int i = at; i < at + part; i++) {
          gradients[i] = Math.fma(less, values[from + i], gradients[i]) * factor;
        }
      }
    }
  }
}
