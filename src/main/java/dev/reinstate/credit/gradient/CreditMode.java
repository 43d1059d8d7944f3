package dev.reinstate.credit.gradient;

import dev.reinstate.annotation.Public;
import java.util.Locale;

/** Where the gradient of the embedding network comes from: {@code credit.mode}. */
@Public
public enum CreditMode {
  /** The read is made again on reinstated observations and differentiated. */
  REINSTATED,
  /** The gradient at the stored vectors goes through the reinstated observations. */
  DIRECT,
  /** As direct, and the recomputed vectors are pulled to the stored ones. */
  TARGET,
  /** The recomputed query reads the stored memories. */
  HYBRID,
  /** As direct, through the query alone: the ablation. */
  QUERY_ONLY,
  /** As reinstated, with the exact observations, which are kept for it alone: the upper bound. */
  EXACT,
  /** No learning: the lower bound. */
  FROZEN;

  /** Whether the gradient is taken at embeddings as they were stored, of the memories at least. */
  public boolean readsStored() {
    return this == DIRECT || this == TARGET || this == HYBRID || this == QUERY_ONLY;
  }

  /** The name in settings and records. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
