package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadGradient;

/**
 * Regresses f(x̂) onto stored − α·δ, for the query and the memories: the gradient of ‖f(x̂) −
 * stored + α·δ‖²/(2α) is δ + (f(x̂) − stored)/α. This is our reading of one of the approximations
 * of Hansen (2017).
 *
 * @param stored gives the gradient δ at the stored vectors
 * @param alpha α, above 0
 */
record TargetGradients(GradientSource stored, double alpha) implements GradientSource {

  @Override
  public ReadGradient compute(Read read, float[] gradients) {
    ReadGradient gradient = stored.compute(read, gradients);
    float pull = (float) (1 / alpha);
    for (int i = read.from(); i < read.end(); i++) {
      gradients[i] += pull * (read.recomputed()[i] - read.stored()[i]);
    }
    return gradient;
  }
}
