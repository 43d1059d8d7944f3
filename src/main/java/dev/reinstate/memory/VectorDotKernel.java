package dev.reinstate.memory;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel with the processor's vectors. Four of them at a time hold the sums of as many lanes,
 * so that a sum stays in its register from the first column to the last.
 */
final class VectorDotKernel implements DotKernel {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** As many bytes as there are floats in a vector. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(Long.SIZE, FLOATS.length() * Byte.SIZE)));

  private static final int WIDTH = FLOATS.length();
  private static final int BLOCK = 4 * WIDTH;

  @Override
  public void dots(float[] columns, int first, int count, float[] query, int from, float[] dots) {
    for (int block = 0; block < LANES; block += BLOCK) {
      FloatVector a = FloatVector.zero(FLOATS);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      int at = first * LANES + block;
      for (int column = 0; column < count; column++) {
        FloatVector component = FloatVector.broadcast(FLOATS, query[from + column]);
        a = a.add(component.mul(FloatVector.fromArray(FLOATS, columns, at)));
        b = b.add(component.mul(FloatVector.fromArray(FLOATS, columns, at + WIDTH)));
        c = c.add(component.mul(FloatVector.fromArray(FLOATS, columns, at + 2 * WIDTH)));
        d = d.add(component.mul(FloatVector.fromArray(FLOATS, columns, at + 3 * WIDTH)));
        at += LANES;
      }
      a.intoArray(dots, block);
      b.intoArray(dots, block + WIDTH);
      c.intoArray(dots, block + 2 * WIDTH);
      d.intoArray(dots, block + 3 * WIDTH);
    }
  }

  @Override
  public void dots(byte[] columns, int first, int count, float[] query, int from, float[] dots) {
    for (int block = 0; block < LANES; block += BLOCK) {
      FloatVector a = FloatVector.zero(FLOATS);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      int at = first * LANES + block;
      for (int column = 0; column < count; column++) {
        FloatVector component = FloatVector.broadcast(FLOATS, query[from + column]);
        a = a.add(component.mul(floats(columns, at)));
        b = b.add(component.mul(floats(columns, at + WIDTH)));
        c = c.add(component.mul(floats(columns, at + 2 * WIDTH)));
        d = d.add(component.mul(floats(columns, at + 3 * WIDTH)));
        at += LANES;
      }
      a.intoArray(dots, block);
      b.intoArray(dots, block + WIDTH);
      c.intoArray(dots, block + 2 * WIDTH);
      d.intoArray(dots, block + 3 * WIDTH);
    }
  }

  @Override
  public float largest(float[] numbers) {
    FloatVector largest = FloatVector.fromArray(FLOATS, numbers, 0);
    for (int at = WIDTH; at < LANES; at += WIDTH) {
      largest = largest.max(FloatVector.fromArray(FLOATS, numbers, at));
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }

  private static FloatVector floats(byte[] columns, int at) {
    return (FloatVector)
        ByteVector.fromArray(BYTES, columns, at).convertShape(VectorOperators.B2F, FLOATS, 0);
  }
}
