package dev.reinstate.settings;

/** When stored embeddings are computed anew from their codes. */
public enum RefreshPolicy {
  NONE,
  /** Those that a feedback reinstates. */
  TOUCH,
  /** All in turn, some after each step. */
  SWEEP,
  /** Those that a feedback reinstates, and all in turn. */
  BOTH;

  /** Whether those that a feedback reinstates are. */
  public boolean touches() {
    return this == TOUCH || this == BOTH;
  }

  /** Whether all are, in turn. */
  public boolean sweeps() {
    return this == SWEEP || this == BOTH;
  }
}
