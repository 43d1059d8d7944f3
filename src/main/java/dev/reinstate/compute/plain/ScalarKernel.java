package dev.reinstate.compute.plain;

/** Plain Java: sixteen chains at a time keep the multiply-add units busy without vectors. */
final class ScalarKernel implements Kernel {

  private static final int SIDE = 4;

  @Override
  public int rows() {
    return SIDE;
  }

  @Override
  public int columns() {
    return SIDE;
  }

  @Override
  public void multiply(Strided a, int rows, Strided b, int steps, Strided start, Strided c) {
    for (int row = 0; row < rows; row += SIDE) {
      tile(
          a.values(),
          a.from() + row * a.row(),
          a.row(),
          a.column(),
          b.values(),
          b.from(),
          b.row(),
          steps,
          start.values(),
          start.from() + row * start.row(),
          start.row(),
          c.values(),
          c.from() + row * c.row(),
          c.row());
    }
  }

  private static void tile(
      float[] a,
      int aFrom,
      int aRow,
      int aColumn,
      float[] b,
      int bFrom,
      int bRow,
      int steps,
      float[] start,
      int startFrom,
      int startRow,
      float[] c,
      int cFrom,
      int cRow) {
    int s1 = startFrom + startRow;
    int s2 = s1 + startRow;
    int s3 = s2 + startRow;
    float c00 = start[startFrom];
    float c01 = start[startFrom + 1];
    float c02 = start[startFrom + 2];
    float c03 = start[startFrom + 3];
    float c10 = start[s1];
    float c11 = start[s1 + 1];
    float c12 = start[s1 + 2];
    float c13 = start[s1 + 3];
    float c20 = start[s2];
    float c21 = start[s2 + 1];
    float c22 = start[s2 + 2];
    float c23 = start[s2 + 3];
    float c30 = start[s3];
    float c31 = start[s3 + 1];
    float c32 = start[s3 + 2];
    float c33 = start[s3 + 3];
    int at = aFrom;
    int bAt = bFrom;
    for (int step = 0; step < steps; step++) {
      float b0 = b[bAt];
      float b1 = b[bAt + 1];
      float b2 = b[bAt + 2];
      float b3 = b[bAt + 3];
      float x = a[at];
      c00 = Math.fma(x, b0, c00);
      c01 = Math.fma(x, b1, c01);
      c02 = Math.fma(x, b2, c02);
      c03 = Math.fma(x, b3, c03);
      x = a[at + aRow];
      c10 = Math.fma(x, b0, c10);
      c11 = Math.fma(x, b1, c11);
      c12 = Math.fma(x, b2, c12);
      c13 = Math.fma(x, b3, c13);
      x = a[at + 2 * aRow];
      c20 = Math.fma(x, b0, c20);
      c21 = Math.fma(x, b1, c21);
      c22 = Math.fma(x, b2, c22);
      c23 = Math.fma(x, b3, c23);
      x = a[at + 3 * aRow];
      c30 = Math.fma(x, b0, c30);
      c31 = Math.fma(x, b1, c31);
      c32 = Math.fma(x, b2, c32);
      c33 = Math.fma(x, b3, c33);
      at += aColumn;
      bAt += bRow;
    }
    int c1 = cFrom + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    c[cFrom] = c00;
    c[cFrom + 1] = c01;
    c[cFrom + 2] = c02;
    c[cFrom + 3] = c03;
    c[c1] = c10;
    c[c1 + 1] = c11;
    c[c1 + 2] = c12;
    c[c1 + 3] = c13;
    c[c2] = c20;
    c[c2 + 1] = c21;
    c[c2 + 2] = c22;
    c[c2 + 3] = c23;
    c[c3] = c30;
    c[c3 + 1] = c31;
    c[c3 + 2] = c32;
    c[c3 + 3] = c33;
  }

  @Override
  public void addRows(float[] values, int stride, int rows, float[] sum) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < stride; column++) {
        sum[column] += values[row * stride + column];
      }
    }
  }

  @Override
  public void tanh(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] = Tanh.of(values[i]);
    }
  }

  @Override
  public SegmentOps parts(int part, int parts, int stride) {
    return new ScalarSegmentOps(part, parts, stride);
  }

  @Override
  public void relu(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  @Override
  public void reluBackward(float[] activations, int from, float[] gradients, int count) {
    for (int i = 0; i < count; i++) {
      gradients[i] = activations[from + i] > 0 ? gradients[i] : 0;
    }
  }
}
