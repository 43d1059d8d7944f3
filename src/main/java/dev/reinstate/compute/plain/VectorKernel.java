package dev.reinstate.compute.plain;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of the widest kind that the processor has: a tile is eight rows of two vectors. */
final class VectorKernel implements Kernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 8;
  private static final int COLUMNS = 2 * LANES;

  @Override
  public int rows() {
    return ROWS;
  }

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public void multiply(Strided a, int rows, Strided b, int steps, Strided start, Strided c) {
    for (int row = 0; row < rows; row += ROWS) {
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
    int at = startFrom;
    FloatVector c00 = load(start, at);
    FloatVector c01 = load(start, at + LANES);
    at += startRow;
    FloatVector c10 = load(start, at);
    FloatVector c11 = load(start, at + LANES);
    at += startRow;
    FloatVector c20 = load(start, at);
    FloatVector c21 = load(start, at + LANES);
    at += startRow;
    FloatVector c30 = load(start, at);
    FloatVector c31 = load(start, at + LANES);
    at += startRow;
    FloatVector c40 = load(start, at);
    FloatVector c41 = load(start, at + LANES);
    at += startRow;
    FloatVector c50 = load(start, at);
    FloatVector c51 = load(start, at + LANES);
    at += startRow;
    FloatVector c60 = load(start, at);
    FloatVector c61 = load(start, at + LANES);
    at += startRow;
    FloatVector c70 = load(start, at);
    FloatVector c71 = load(start, at + LANES);
    int row1 = aRow;
    int row2 = 2 * aRow;
    int row3 = 3 * aRow;
    int row4 = 4 * aRow;
    int row5 = 5 * aRow;
    int row6 = 6 * aRow;
    int row7 = 7 * aRow;
    for (int step = 0; step < steps; step++) {
      FloatVector b0 = load(b, bFrom + step * bRow);
      FloatVector b1 = load(b, bFrom + step * bRow + LANES);
      int x = aFrom + step * aColumn;
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[x]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[x + row1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[x + row2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[x + row3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[x + row4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[x + row5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[x + row6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[x + row7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    at = cFrom;
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    at += cRow;
    c10.intoArray(c, at);
    c11.intoArray(c, at + LANES);
    at += cRow;
    c20.intoArray(c, at);
    c21.intoArray(c, at + LANES);
    at += cRow;
    c30.intoArray(c, at);
    c31.intoArray(c, at + LANES);
    at += cRow;
    c40.intoArray(c, at);
    c41.intoArray(c, at + LANES);
    at += cRow;
    c50.intoArray(c, at);
    c51.intoArray(c, at + LANES);
    at += cRow;
    c60.intoArray(c, at);
    c61.intoArray(c, at + LANES);
    at += cRow;
    c70.intoArray(c, at);
    c71.intoArray(c, at + LANES);
  }

  private static FloatVector load(float[] values, int from) {
    return FloatVector.fromArray(SPECIES, values, from);
  }

  @Override
  public void addRows(float[] values, int stride, int rows, float[] sum) {
    for (int column = 0; column < stride; column += COLUMNS) {
      FloatVector left = load(sum, column);
      FloatVector right = load(sum, column + LANES);
      for (int row = 0; row < rows; row++) {
        left = left.add(load(values, row * stride + column));
        right = right.add(load(values, row * stride + column + LANES));
      }
      left.intoArray(sum, column);
      right.intoArray(sum, column + LANES);
    }
  }

  @Override
  public void tanh(float[] values, int from, int count) {
    for (int i = from; i < from + count; i += LANES) {
      tanh(load(values, i)).intoArray(values, i);
    }
  }

  /** The steps of {@link Tanh#of}. */
  private static FloatVector tanh(FloatVector x) {
    FloatVector limited = x.max(-Tanh.MAX_INPUT).min(Tanh.MAX_INPUT);
    FloatVector rounded = limited.fma(all(Tanh.STEPS), all(Tanh.ROUNDING));
    FloatVector r = rounded.sub(Tanh.ROUNDING).fma(all(-Tanh.STEP), limited);
    FloatVector p = all(Tanh.C6).fma(r, all(Tanh.C5));
    p = p.fma(r, all(Tanh.C4));
    p = p.fma(r, all(Tanh.C3));
    p = p.fma(r, all(Tanh.C2));
    p = r.mul(r).fma(p, r.add(r));
    FloatVector power =
        rounded
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, Tanh.FRACTION_BITS)
            .add(Tanh.BITS_OF_ONE)
            .reinterpretAsFloats();
    FloatVector e = power.fma(p, power.sub(1));
    return e.div(e.add(2));
  }

  private static FloatVector all(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }

  @Override
  public SegmentOps parts(int part, int parts, int stride) {
    return new VectorSegmentOps(part, parts, stride);
  }

  @Override
  public void relu(float[] values, int from, int count) {
    int i = from;
    for (; i <= from + count - LANES; i += LANES) {
      load(values, i).max(0f).intoArray(values, i);
    }
    for (; i < from + count; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  @Override
  public void reluBackward(float[] activations, int from, float[] gradients, int count) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      var open = load(activations, from + i).compare(VectorOperators.GT, zero);
      zero.blend(load(gradients, i), open).intoArray(gradients, i);
    }
    for (; i < count; i++) {
      gradients[i] = activations[from + i] > 0 ? gradients[i] : 0;
    }
  }
}
