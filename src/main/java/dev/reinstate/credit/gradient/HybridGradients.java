package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadGradient;

/**
 * The read is made with the recomputed query and the stored memories; what it says of a stored
 * memory goes straight through to the recomputed one.
 */
record HybridGradients(ReadDifferentiator differentiator) implements GradientSource {

  @Override
  public ReadGradient compute(Read read, float[] gradients) {
    return differentiator.differentiate(read, read.recomputed(), read.stored(), gradients);
  }
}
