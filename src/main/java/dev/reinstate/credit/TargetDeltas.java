package dev.reinstate.credit;

/**
 * Regresses f(x̂) onto stored − α·δ, for the query and the memories: the gradient of ‖f(x̂) −
 * stored + α·δ‖²/(2α) is δ + (f(x̂) − stored)/α. This is our reading of one of the approximations
 * of Hansen (2017).
 *
 * @param stored gives δ at the stored vectors
 * @param alpha α, above 0
 */
record TargetDeltas(DeltaSource stored, double alpha) implements DeltaSource {

  @Override
  public void compute(Read read, float[] deltas) {
    stored.compute(read, deltas);
    float pull = (float) (1 / alpha);
    for (int i = read.from(); i < read.end(); i++) {
      deltas[i] += pull * (read.recomputed()[i] - read.stored()[i]);
    }
  }
}
