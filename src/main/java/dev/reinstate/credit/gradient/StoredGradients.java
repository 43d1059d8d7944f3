package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadGradient;

/**
 * The read is differentiated at the stored vectors, and its gradients go back through the
 * recomputed ones as if the two were equal. This is our reading of one of the approximations of
 * Hansen (2017).
 */
record StoredGradients(ReadDifferentiator differentiator) implements GradientSource {

  @Override
  public ReadGradient compute(Read read, float[] gradients) {
    return differentiator.differentiate(read, read.stored(), read.stored(), gradients);
  }
}
