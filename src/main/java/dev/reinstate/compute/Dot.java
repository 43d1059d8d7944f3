package dev.reinstate.compute;

/** The inner product of two vectors and their distance, in double precision. */
public final class Dot {

  private Dot() {}

  /**
   * Computes a·b. Four sums go on side by side, since one would wait for itself at each step.
   *
   * @param a array that holds a, size floats from aFrom on
   * @param b array that holds b, size floats from bFrom on
   */
  public static double of(float[] a, int aFrom, float[] b, int bFrom, int size) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i <= size - 4; i += 4) {
      first += (double) a[aFrom + i] * b[bFrom + i];
      second += (double) a[aFrom + i + 1] * b[bFrom + i + 1];
      third += (double) a[aFrom + i + 2] * b[bFrom + i + 2];
      fourth += (double) a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < size; i++) {
      first += (double) a[aFrom + i] * b[bFrom + i];
    }
    return first + second + (third + fourth);
  }

  /**
   * Computes ‖a − b‖², in the same way.
   *
   * @param a array that holds a, size floats from aFrom on
   * @param b array that holds b, size floats from bFrom on
   */
  public static double squaredDistance(float[] a, int aFrom, float[] b, int bFrom, int size) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i <= size - 4; i += 4) {
      first += square((double) a[aFrom + i] - b[bFrom + i]);
      second += square((double) a[aFrom + i + 1] - b[bFrom + i + 1]);
      third += square((double) a[aFrom + i + 2] - b[bFrom + i + 2]);
      fourth += square((double) a[aFrom + i + 3] - b[bFrom + i + 3]);
    }
    for (; i < size; i++) {
      first += square((double) a[aFrom + i] - b[bFrom + i]);
    }
    return first + second + (third + fourth);
  }

  private static double square(double x) {
    return x * x;
  }
}
