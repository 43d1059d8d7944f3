package dev.reinstate.bench;

import dev.reinstate.memory.DotKernel;
import java.util.Random;

/** Columns of made-up embeddings. */
final class RandomPages {

  private RandomPages() {}

  static float[] query(Random random, int dimension) {
    return gaussians(random, dimension);
  }

  static float[] floats(Random random, int dimension) {
    return gaussians(random, dimension * DotKernel.LANES);
  }

  static byte[] bytes(Random random, int dimension) {
    byte[] bytes = new byte[dimension * DotKernel.LANES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static float[] gaussians(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
