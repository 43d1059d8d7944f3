package dev.reinstate.compute.torch;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * In what portions rows are computed. Libraries choose their way by the size of a portion, and some
 * ways compute the first rows otherwise than later ones; last bits tell. So equal rows are tried
 * out, and only portions are used whose rows all come out equal, to the bit, in each of them.
 */
final class RowBlocks {

  /** The last portion is filled up to this many, if that treats rows alike. */
  private static final int MIN_ROWS = 64;

  private static final int TRIES = 4;

  private final int minRows;
  private final int maxRows;

  private RowBlocks(int minRows, int maxRows) {
    this.minRows = minRows;
    this.maxRows = maxRows;
  }

  /**
   * Tries portions out.
   *
   * @param maxRows rows to a portion, at most
   * @param inputSize numbers in a row
   * @param forward from rows × inputSize to rows of outputs
   */
  static RowBlocks of(int maxRows, int inputSize, Function<float[], float[]> forward) {
    float[][] rows = new float[TRIES][];
    Random random = new Random(1);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      rows[attempt] = new float[inputSize];
      for (int i = 0; i < inputSize; i++) {
        rows[attempt][i] = (float) random.nextGaussian();
      }
    }
    int minRows = MIN_ROWS;
    while (minRows > 1 && !alike(rows, minRows, minRows, forward)) {
      minRows /= 2;
    }
    int max = minRows;
    while (4 * max <= maxRows && alike(rows, minRows, 4 * max, forward)) {
      max *= 4;
    }
    return new RowBlocks(minRows, max);
  }

  private static boolean alike(
      float[][] rows, int small, int large, Function<float[], float[]> forward) {
    for (float[] row : rows) {
      float[] few = forward.apply(repeated(row, small));
      float[] many = forward.apply(repeated(row, large));
      float[] first = Arrays.copyOf(few, few.length / small);
      if (!Arrays.equals(few, repeated(first, small))
          || !Arrays.equals(many, repeated(first, large))) {
        return false;
      }
    }
    return true;
  }

  private static float[] repeated(float[] row, int times) {
    float[] rows = new float[row.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(row, 0, rows, i * row.length, row.length);
    }
    return rows;
  }

  /** How large the portion is that rows are worked on next, of which so many are left. */
  int next(int left) {
    int block = maxRows;
    while (block > minRows && block > left) {
      block /= 4;
    }
    return block;
  }
}
