package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.MlpShape;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many rows are worked on together. Some of OpenBLAS's kernels, those for AVX2 among them,
 * compute the first rows of a product in another way than the later ones, and last bits tell. So
 * products of equal rows are tried out, and a block has as many rows as come out equal.
 */
final class BlockRows {

  /**
   * Enough that products run near their peak. A single row costs as much as a block, but whoever
   * has few rows and small networks takes plain Java.
   */
  private static final int MAX_ROWS = 128;

  /** Products tried, each with other numbers. */
  private static final int TRIES = 8;

  private BlockRows() {}

  /** The largest power of two of rows that all of a network's products treat alike. */
  static int of(MlpShape shape) {
    int rows = MAX_ROWS;
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = shape.sizes()[layer];
      int out = shape.sizes()[layer + 1];
      while (rows > 1 && !(alike(rows, in, out, layer == 0) && alike(rows, out, in, false))) {
        rows /= 2;
      }
    }
    return rows;
  }

  /**
   * @param rowMajor whether the rows lie one after the other, as the network's inputs do
   */
  private static boolean alike(int rows, int in, int out, boolean rowMajor) {
    Random random = new Random(1);
    try (INDArray x =
            Nd4j.create(
                DataType.FLOAT, rowMajor ? new long[] {in, rows} : new long[] {rows, in}, 'f');
        INDArray w = Nd4j.create(DataType.FLOAT, new long[] {in, out}, 'f');
        INDArray y = Nd4j.create(DataType.FLOAT, new long[] {rows, out}, 'f')) {
      float[] numbers = new float[rows * in];
      float[] weights = new float[in * out];
      float[] results = new float[rows * out];
      for (int attempt = 0; attempt < TRIES; attempt++) {
        for (int i = 0; i < in; i++) {
          float number = (float) random.nextGaussian();
          for (int row = 0; row < rows; row++) {
            numbers[rowMajor ? row * in + i : i * rows + row] = number;
          }
        }
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) random.nextGaussian();
        }
        HostCopy.put(numbers, x);
        HostCopy.put(weights, w);
        HostCopy.put(results, y);
        Nd4j.gemm(x, w, y, rowMajor, false, 1, 1);
        HostCopy.get(y, results);
        for (int i = 0; i < results.length; i++) {
          if (results[i] != results[i / rows * rows]) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
