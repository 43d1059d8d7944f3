package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadGradient;

/** The read is made again with q = f(x̂_t) and m_i = f(x̂_i), and differentiated there. */
record RecomputedGradients(ReadDifferentiator differentiator) implements GradientSource {

  @Override
  public ReadGradient compute(Read read, float[] gradients) {
    return differentiator.differentiate(read, read.recomputed(), read.recomputed(), gradients);
  }
}
