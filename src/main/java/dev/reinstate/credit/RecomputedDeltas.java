package dev.reinstate.credit;

/** The read is made again with q = f(x̂_t) and m_i = f(x̂_i), and differentiated there. */
record RecomputedDeltas(ReadGradient gradient) implements DeltaSource {

  @Override
  public void compute(Read read, float[] deltas) {
    gradient.compute(read, read.recomputed(), read.recomputed(), deltas);
  }
}
