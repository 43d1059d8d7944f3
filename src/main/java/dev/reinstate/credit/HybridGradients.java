package dev.reinstate.credit;

/**
 * The read is made with the recomputed query and the stored memories; what it says of a stored
 * memory goes straight through to the recomputed one.
 */
record HybridGradients(ReadGradient gradient) implements GradientSource {

  @Override
  public void compute(Read read, float[] gradients) {
    gradient.compute(read, read.recomputed(), read.stored(), gradients);
  }
}
