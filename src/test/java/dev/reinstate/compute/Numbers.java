package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;

/** Numbers for tests: random arrays, gradients by central differences, and comparing the two. */
public final class Numbers {

  private static final double STEP = 1e-6;

  /** Below it, differences are rounding. */
  private static final double MIN_SCALE = 1e-4;

  private Numbers() {}

  /** Gaussian numbers. */
  public static float[] gaussian(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** ∂function/∂at by central differences. */
  public static double[] numericalGradient(ToDoubleFunction<double[]> function, double[] at) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] = at[i] + STEP;
      double above = function.applyAsDouble(moved);
      moved[i] = at[i] - STEP;
      gradient[i] = (above - function.applyAsDouble(moved)) / (2 * STEP);
    }
    return gradient;
  }

  /** Every entry may be off by a share of the largest. */
  public static void assertClose(float[] actual, double[] expected, double share) {
    assertThat(actual).hasSize(expected.length);
    double largest = MIN_SCALE;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], Offset.offset(share * largest));
    }
  }
}
