package dev.reinstate.learner;

import dev.reinstate.memory.Ring;

/**
 * What every event of a key needs: where its memory stands, its known values, and when something of
 * it falls due. Due times are rounded up, so that a key has few timers.
 */
public final class KeyHeader {

  /** Nothing is due. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Before every time at which there was a read. */
  static final long UNREAD = Long.MIN_VALUE;

  final Ring ring;
  ValueStatistics known;
  long tracesDue;
  long heldDue;
  long memoriesDue;

  /** Time of the latest observation that read the key's memories. */
  long lastRead;

  KeyHeader(ValueStatistics known) {
    this(new Ring(), known, NEVER, NEVER, NEVER, UNREAD);
  }

  KeyHeader(
      Ring ring,
      ValueStatistics known,
      long tracesDue,
      long heldDue,
      long memoriesDue,
      long lastRead) {
    this.ring = ring;
    this.known = known;
    this.tracesDue = tracesDue;
    this.heldDue = heldDue;
    this.memoriesDue = memoriesDue;
    this.lastRead = lastRead;
  }

  /** The event time at which something falls due first. */
  long due() {
    return Math.min(tracesDue, Math.min(heldDue, memoriesDue));
  }

  /** Whether nothing is kept of the key but statistics. */
  boolean isEmpty() {
    return ring.size() == 0 && due() == NEVER;
  }

  /** What it takes on the heap, about. */
  long bytes() {
    return 150 + (long) Double.BYTES * known.sums().length;
  }

  /** Forgets the statistics too, as if the key had never been seen. */
  void reset(ValueStatistics unknown) {
    ring.reset();
    known = unknown;
    lastRead = UNREAD;
  }
}
