package dev.reinstate.learner;

/**
 * Where a sweep stands.
 *
 * @param key whose memories were looked at last; empty: none were
 * @param slot where it goes on in this key; {@link #DONE}: with the next key
 */
public record SweepPosition(String key, int slot) {

  static final int DONE = -1;

  static final SweepPosition START = new SweepPosition("", DONE);
}
