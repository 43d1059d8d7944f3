package dev.reinstate.memory;

import java.util.Arrays;

/** Plain loops: the reference, and what a JVM without the vector module runs. */
final class ScalarDotKernel implements DotKernel {

  @Override
  public void dots(float[] columns, int first, int count, float[] query, int from, float[] dots) {
    Arrays.fill(dots, 0, LANES, 0);
    for (int column = 0; column < count; column++) {
      float component = query[from + column];
      int at = (first + column) * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        dots[lane] += component * columns[at + lane];
      }
    }
  }

  @Override
  public void dots(byte[] columns, int first, int count, float[] query, int from, float[] dots) {
    Arrays.fill(dots, 0, LANES, 0);
    for (int column = 0; column < count; column++) {
      float component = query[from + column];
      int at = (first + column) * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        dots[lane] += component * columns[at + lane];
      }
    }
  }

  @Override
  public float largest(float[] numbers) {
    float largest = numbers[0];
    for (int lane = 1; lane < LANES; lane++) {
      largest = Math.max(largest, numbers[lane]);
    }
    return largest;
  }
}
