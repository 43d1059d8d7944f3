package dev.reinstate.settings;

/** Which stored embeddings are recomputed from their codes. */
public enum RefreshPolicy {
  NONE,
  /** Those of observations that feedback reinstates. */
  TOUCH,
  /** All in turn, some of them after each step. */
  SWEEP,
  /** Both of these. */
  BOTH;

  /** Whether those that feedback reinstates are recomputed. */
  public boolean touches() {
    return this == TOUCH || this == BOTH;
  }

  /** Whether all are recomputed, in turn. */
  public boolean sweeps() {
    return this == SWEEP || this == BOTH;
  }
}
