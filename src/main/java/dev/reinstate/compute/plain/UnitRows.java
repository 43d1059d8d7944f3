package dev.reinstate.compute.plain;

/**
 * Divides rows, or equal parts of them, by their length, and takes gradients back through it. Rows
 * lie a stride apart, in whole tiles. Sums over a part are chains of fused multiply-adds.
 */
final class UnitRows {

  /** Keeps o/‖o‖ finite. */
  private static final float MIN_NORM = 1e-8f;

  /** Sums that are taken side by side, so that they do not wait for one another. */
  private static final int ABREAST = 4;

  private final int part;
  private final int parts;
  private final int stride;
  private final SegmentOps arithmetic;

  /** 1/‖o‖ of each part of each row. */
  private float[] inverseNorms = new float[0];

  private float[] along = new float[0];

  /**
   * @param part numbers that are made unit together
   * @param parts of a row
   * @param stride from a row to the next
   */
  UnitRows(Kernel kernel, int part, int parts, int stride) {
    this.part = part;
    this.parts = parts;
    this.stride = stride;
    arithmetic = kernel.parts(part, parts, stride);
  }

  /** Makes room for rows. */
  void reserve(int rows) {
    inverseNorms = new float[rows * parts + stride];
  }

  /**
   * Replaces each part o by o/‖o‖.
   *
   * @param at the first row
   */
  void apply(float[] values, int at, int rows) {
    int from = at * parts;
    dots(values, at * stride, values, at * stride, rows, inverseNorms, from);
    for (int i = from; i < from + rows * parts; i++) {
      inverseNorms[i] = 1 / Math.max((float) Math.sqrt(inverseNorms[i]), MIN_NORM);
    }
    arithmetic.scale(values, at * stride, rows, inverseNorms, from);
  }

  /**
   * Replaces ∂L/∂f by ∂L/∂o with f = o/‖o‖: the Jacobian is (I − f fᵀ)/‖o‖.
   *
   * @param values f, from the row at on
   * @param gradients ∂L/∂f, from the first row on
   */
  void backward(float[] values, int at, float[] gradients, int rows) {
    if (along.length < Panels.roundUp(rows, ABREAST) * parts + stride) {
      along = new float[Panels.roundUp(rows, ABREAST) * parts + stride];
    }
    dots(values, at * stride, gradients, 0, rows, along, 0);
    arithmetic.project(values, at * stride, gradients, rows, along, inverseNorms, at * parts);
  }

  /** Σ a b over each part of each row. */
  private void dots(float[] a, int aFrom, float[] b, int bFrom, int rows, float[] sums, int from) {
    for (int row = 0; row < rows; row += ABREAST) {
      for (int p = 0; p < parts; p++) {
        int a0 = aFrom + row * stride + p * part;
        int b0 = bFrom + row * stride + p * part;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < part; i++) {
          s0 = Math.fma(a[a0 + i], b[b0 + i], s0);
          s1 = Math.fma(a[a0 + stride + i], b[b0 + stride + i], s1);
          s2 = Math.fma(a[a0 + 2 * stride + i], b[b0 + 2 * stride + i], s2);
          s3 = Math.fma(a[a0 + 3 * stride + i], b[b0 + 3 * stride + i], s3);
        }
        int to = from + row * parts + p;
        sums[to] = s0;
        sums[to + parts] = s1;
        sums[to + 2 * parts] = s2;
        sums[to + 3 * parts] = s3;
      }
    }
  }
}
