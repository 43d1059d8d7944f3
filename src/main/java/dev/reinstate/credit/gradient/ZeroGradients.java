package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadGradient;
import java.util.Arrays;

/**
 * Nothing is learned, and no read is made.
 *
 * @param parameters how many the read has of its own
 */
record ZeroGradients(int parameters) implements GradientSource {

  @Override
  public ReadGradient compute(Read read, float[] gradients) {
    Arrays.fill(gradients, read.from(), read.end(), 0);
    return new ReadGradient(Double.NaN, new double[parameters]);
  }
}
