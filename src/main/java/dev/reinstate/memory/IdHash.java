package dev.reinstate.memory;

/**
 * Stands for an observation's id where the id itself must not be kept: 64 bits, which two of a
 * million ids of a key share once in thirty million times.
 */
public final class IdHash {

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private IdHash() {}

  public static long of(String id) {
    long hash = id.length();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FACTOR;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
