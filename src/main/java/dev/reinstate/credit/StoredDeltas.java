package dev.reinstate.credit;

/**
 * The read is differentiated at the stored vectors, and its deltas go back through the recomputed
 * ones as if the two were equal. This is our reading of one of the approximations of Hansen (2017).
 */
record StoredDeltas(ReadGradient gradient) implements DeltaSource {

  @Override
  public void compute(Read read, float[] deltas) {
    gradient.compute(read, read.stored(), read.stored(), deltas);
  }
}
