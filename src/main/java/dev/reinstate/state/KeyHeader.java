package dev.reinstate.state;

import dev.reinstate.memory.Ring;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a key needs: where its memory stands, its known values, and when something of
 * it falls due. Due times are rounded up, so that a key has few timers.
 */
public final class KeyHeader {

  /** Nothing is due. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Before every time at which there was a read. */
  public static final long UNREAD = Long.MIN_VALUE;

  public final Ring ring;
  public ValueStatistics known;

  /** Observations by the time at which their trace expires. */
  public final DueQueue traces;

  /** Observations by the time at which the first feedback that waits for them is given up. */
  public final DueQueue held;

  /** Evicted memories by the time until which a trace may have read them. */
  public final DueQueue names;

  public long memoriesDue;

  /** Time of the latest observation that read the key's memories. */
  public long lastRead;

  /** When something fell due in a former format, which had no queues; else null. */
  public @Nullable Long formerDue;

  private long places;

  public KeyHeader(ValueStatistics known) {
    this(new Ring(), known, new DueQueue(), new DueQueue(), new DueQueue(), NEVER, UNREAD, 0);
  }

  /**
   * @param places how many chunks of queues there have been
   */
  public KeyHeader(
      Ring ring,
      ValueStatistics known,
      DueQueue traces,
      DueQueue held,
      DueQueue names,
      long memoriesDue,
      long lastRead,
      long places) {
    this.ring = ring;
    this.known = known;
    this.traces = traces;
    this.held = held;
    this.names = names;
    this.memoriesDue = memoriesDue;
    this.lastRead = lastRead;
    this.places = places;
  }

  /** A place for one more chunk of a queue. */
  long newPlace() {
    return places++;
  }

  long places() {
    return places;
  }

  /** The event time at which something falls due first. */
  public long due() {
    // where there are traces, names are kept as long as they are, and wake no key
    long named = traces.isEmpty() ? names.due() : NEVER;
    long due = Math.min(Math.min(traces.due(), held.due()), Math.min(memoriesDue, named));
    return formerDue == null ? due : Math.min(due, formerDue);
  }

  /** Whether nothing is kept of the key but statistics. */
  public boolean isEmpty() {
    return ring.size() == 0 && due() == NEVER;
  }

  /** What it takes on the heap, about. */
  public long bytes() {
    return 150
        + (long) Double.BYTES * known.sums().length
        + traces.bytes()
        + held.bytes()
        + names.bytes();
  }

  /** Forgets the statistics too, as if the key had never been seen. */
  public void reset(ValueStatistics unknown) {
    ring.reset();
    known = unknown;
    lastRead = UNREAD;
  }
}
