package dev.reinstate.credit.gradient;

import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadDifferentiator;
import dev.reinstate.credit.ReadGradient;

/**
 * Where the gradient of the embedding network comes from: what a {@link CreditMode} hands back to
 * the network as ∂L/∂out of each reinstated row of a read. Keeps scratch space and serves one
 * thread.
 */
@FunctionalInterface
public interface GradientSource {

  /**
   * Computes the gradient of a read's loss.
   *
   * @param gradients laid out like the read's vectors: receives ∂L/∂out of the read's rows
   * @return the gradient with respect to the read's own parameters
   */
  ReadGradient compute(Read read, float[] gradients);

  /**
   * The source of a mode.
   *
   * @param differentiator makes the read on given vectors and differentiates it
   * @param alpha α of {@link CreditMode#TARGET}, above 0
   */
  static GradientSource of(CreditMode mode, ReadDifferentiator differentiator, double alpha) {
    return switch (mode) {
      case REINSTATED, EXACT -> new RecomputedGradients(differentiator);
      case DIRECT -> new StoredGradients(differentiator);
      case TARGET -> new TargetGradients(new StoredGradients(differentiator), alpha);
      case HYBRID -> new HybridGradients(differentiator);
      case QUERY_ONLY -> new QueryOnlyGradients(new StoredGradients(differentiator));
      case FROZEN -> new ZeroGradients(differentiator.parameterCount());
    };
  }
}
