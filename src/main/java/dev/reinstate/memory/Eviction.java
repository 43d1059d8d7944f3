package dev.reinstate.memory;

/**
 * Which memory gives way to a new one once a key holds as many as it may: {@code memory.eviction}.
 */
public enum Eviction {
  /** The one that was written first. */
  OLDEST,
  /** The one that feedback credited least, all in all; of equals, the one observed first. */
  LEAST_CREDITED
}
