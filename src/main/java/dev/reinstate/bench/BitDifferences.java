package dev.reinstate.bench;

import dev.reinstate.memory.DotKernel;
import java.util.Random;

/**
 * In how many of the dot products with random pages two kernels differ in a bit.
 *
 * @param float32 of float32 embeddings
 * @param int8 of int8 embeddings
 */
record BitDifferences(long float32, long int8) {

  /** Compares kernels on so many pages of each kind. */
  static BitDifferences between(DotKernel a, DotKernel b, int pages, int dimension) {
    Random random = new Random(1);
    float[] ofA = new float[DotKernel.LANES];
    float[] ofB = new float[DotKernel.LANES];
    long float32 = 0;
    long int8 = 0;
    for (int page = 0; page < pages; page++) {
      float[] query = RandomPages.query(random, dimension);
      float[] floats = RandomPages.floats(random, dimension);
      a.dots(floats, 0, dimension, query, 0, ofA);
      b.dots(floats, 0, dimension, query, 0, ofB);
      float32 += count(ofA, ofB);
      byte[] bytes = RandomPages.bytes(random, dimension);
      a.dots(bytes, 0, dimension, query, 0, ofA);
      b.dots(bytes, 0, dimension, query, 0, ofB);
      int8 += count(ofA, ofB);
    }
    return new BitDifferences(float32, int8);
  }

  private static long count(float[] a, float[] b) {
    long differences = 0;
    for (int i = 0; i < a.length; i++) {
      if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
        differences++;
      }
    }
    return differences;
  }
}
