package dev.reinstate.state.session;

import dev.reinstate.event.EventCounts.Count;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Observations that wait for feedback: how many there are, and how old the oldest is. Their times
 * are counted in steps of a part of the horizon, on a ring of four times its length, so that
 * neither noting one nor dropping one costs more than an addition.
 */
public final class PendingObservations {

  private static final int STEPS_PER_HORIZON = 512;
  private static final int STEPS = 4 * STEPS_PER_HORIZON;

  private final long step;
  private final long[] stepAt = new long[STEPS];
  private final int[] counts = new int[STEPS];
  private long now = Long.MIN_VALUE;

  /**
   * @param horizon the longest that one waits, in milliseconds
   */
  public PendingObservations(long horizon) {
    step = Math.max(1, horizon / STEPS_PER_HORIZON);
  }

  /** Event time has come so far. */
  public void passed(long time) {
    now = Math.max(now, time);
  }

  /** An observation of a time begins to wait. */
  public void add(KeyGroup group, long time) {
    group.add(Count.PENDING, 1);
    long number = Math.floorDiv(time, step);
    int at = (int) Math.floorMod(number, STEPS);
    if (counts[at] == 0 || stepAt[at] < number) {
      stepAt[at] = number;
      counts[at] = 0;
    }
    counts[at] += stepAt[at] == number ? 1 : 0;
  }

  /** An observation of a time waits no longer. */
  public void remove(KeyGroup group, long time) {
    group.add(Count.PENDING, -1);
    long number = Math.floorDiv(time, step);
    int at = (int) Math.floorMod(number, STEPS);
    if (stepAt[at] == number && counts[at] > 0) {
      counts[at]--;
    }
  }

  /**
   * Age of the oldest in event time, in milliseconds, to a 512th of the horizon; 0 where none
   * waits.
   */
  public long oldestAge() {
    long oldest = Long.MAX_VALUE;
    for (int at = 0; at < STEPS; at++) {
      if (counts[at] > 0) {
        oldest = Math.min(oldest, stepAt[at]);
      }
    }
    boolean known = oldest != Long.MAX_VALUE && now != Long.MIN_VALUE;
    return known ? Math.max(0, now - oldest * step) : 0;
  }

  /**
   * Observations of about one age.
   *
   * @param age milliseconds of event time, to a 512th of the horizon
   * @param count how many there are
   */
  record OfAge(long age, int count) {}

  /** A number that changes whenever event time has gone on by a 512th of the horizon. */
  long step() {
    return Math.floorDiv(now, step);
  }

  /** Those that wait, by their ages; always in the same order. */
  List<OfAge> byAge() {
    List<OfAge> ages = new ArrayList<>();
    for (int at = 0; at < STEPS; at++) {
      if (counts[at] > 0 && isWaiting(at)) {
        ages.add(new OfAge(Math.max(0, now - stepAt[at] * step - step / 2), counts[at]));
      }
    }
    return ages;
  }

  /** What is past its horizon waits no longer, whenever its key is woken to say so. */
  private boolean isWaiting(int at) {
    return now - stepAt[at] * step <= STEPS_PER_HORIZON * step;
  }

  /** How many have waited for longer than that, to a 512th of the horizon. */
  public long waitingLonger(long millis) {
    long waiting = 0;
    for (int at = 0; at < STEPS; at++) {
      if (now != Long.MIN_VALUE && now - stepAt[at] * step > millis && isWaiting(at)) {
        waiting += counts[at];
      }
    }
    return waiting;
  }

  public void save(DataOutput out) throws IOException {
    out.writeLong(step);
    out.writeLong(now);
    for (int at = 0; at < STEPS; at++) {
      if (counts[at] > 0) {
        out.writeInt(counts[at]);
        out.writeLong(stepAt[at]);
      }
    }
    out.writeInt(0);
  }

  /**
   * Takes the ages that were saved, but for those of another horizon; key groups have the count.
   */
  public void restore(DataInput in) throws IOException {
    boolean same = in.readLong() == step;
    long time = in.readLong();
    now = same ? time : now;
    for (int count = in.readInt(); count > 0; count = in.readInt()) {
      long number = in.readLong();
      if (same) {
        int at = (int) Math.floorMod(number, STEPS);
        stepAt[at] = number;
        counts[at] = count;
      }
    }
  }
}
