package dev.reinstate.credit;

import java.util.Arrays;

/**
 * Where the gradient of the embedding network comes from: what a {@link CreditMode} hands back to
 * the network as ∂L/∂out of each reinstated row of a read.
 */
@FunctionalInterface
public interface DeltaSource {

  /**
   * Computes the deltas of a read.
   *
   * @param deltas laid out like the read's vectors: receives those of its rows
   */
  void compute(Read read, float[] deltas);

  /**
   * The deltas of a mode.
   *
   * @param gradient makes the read on given vectors and differentiates it
   * @param alpha α of {@link CreditMode#TARGET}, above 0
   */
  static DeltaSource of(CreditMode mode, ReadGradient gradient, double alpha) {
    return switch (mode) {
      case REINSTATED, EXACT -> new RecomputedDeltas(gradient);
      case DIRECT -> new StoredDeltas(gradient);
      case TARGET -> new TargetDeltas(new StoredDeltas(gradient), alpha);
      case HYBRID -> new HybridDeltas(gradient);
      case QUERY_ONLY -> new QueryOnlyDeltas(new StoredDeltas(gradient));
      case FROZEN -> (read, deltas) -> Arrays.fill(deltas, read.from(), read.end(), 0);
    };
  }
}
