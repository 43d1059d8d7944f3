package dev.reinstate.credit;

import java.util.Arrays;

/**
 * Where the gradient of the embedding network comes from: what a {@link CreditMode} hands back to
 * the network as ∂L/∂out of each reinstated row of a read.
 */
@FunctionalInterface
public interface GradientSource {

  /**
   * Computes the gradients of a read.
   *
   * @param gradients laid out like the read's vectors: receives those of its rows
   */
  void compute(Read read, float[] gradients);

  /**
   * The gradients of a mode.
   *
   * @param gradient makes the read on given vectors and differentiates it
   * @param alpha α of {@link CreditMode#TARGET}, above 0
   */
  static GradientSource of(CreditMode mode, ReadGradient gradient, double alpha) {
    return switch (mode) {
      case REINSTATED, EXACT -> new RecomputedGradients(gradient);
      case DIRECT -> new StoredGradients(gradient);
      case TARGET -> new TargetGradients(new StoredGradients(gradient), alpha);
      case HYBRID -> new HybridGradients(gradient);
      case QUERY_ONLY -> new QueryOnlyGradients(new StoredGradients(gradient));
      case FROZEN -> (read, gradients) -> Arrays.fill(gradients, read.from(), read.end(), 0);
    };
  }
}
