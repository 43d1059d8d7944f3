package dev.reinstate.settings;

/** What an observation is kept as until feedback comes: {@code network.code.kind}. */
public enum CodeKind {

  /** The standardised observation itself, rounded. */
  DIRECT,

  /** What an autoencoder makes of it, for observations that are too large to be kept. */
  AUTOENCODER
}
