package dev.reinstate.credit;

/**
 * The read is differentiated at the stored vectors, and its gradients go back through the
 * recomputed ones as if the two were equal. This is our reading of one of the approximations of
 * Hansen (2017).
 */
record StoredGradients(ReadGradient gradient) implements GradientSource {

  @Override
  public void compute(Read read, float[] gradients) {
    gradient.compute(read, read.stored(), read.stored(), gradients);
  }
}
