package dev.reinstate.credit;

/** The read is made again with q = f(x̂_t) and m_i = f(x̂_i), and differentiated there. */
record RecomputedGradients(ReadGradient gradient) implements GradientSource {

  @Override
  public void compute(Read read, float[] gradients) {
    gradient.compute(read, read.recomputed(), read.recomputed(), gradients);
  }
}
