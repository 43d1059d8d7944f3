package dev.reinstate.state.session;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.ValueStatistics;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the keys of a group have together: how much there is of them at this moment, and statistics
 * of their values.
 */
public final class KeyGroup {

  private final KeyGroups all;
  private final EventCounts eventCounts;
  private final long[] standing = new long[Count.values().length];
  private final ValueStatistics known;

  /**
   * @param all groups, which have the sum of the statistics
   * @param eventCounts that have the sum of the counts
   */
  KeyGroup(KeyGroups all, EventCounts eventCounts) {
    this.all = all;
    this.eventCounts = eventCounts;
    known = all.newStatistics();
  }

  /**
   * There is more of something, or less.
   *
   * @param count one that {@link Count#isLevel is a level}
   */
  public void add(Count count, long n) {
    standing[count.ordinal()] += n;
    eventCounts.add(count, n);
  }

  /** A value became known, or is known no longer where the sign is −1. */
  public void add(double value, int sign) {
    all.add(known, value, sign);
  }

  /** Statistics of its keys' values. */
  ValueStatistics known() {
    return known;
  }

  /** Counts what a state has of the key that is selected. */
  void count(KeyedState state) {
    KeyHeader header = state.header();
    add(Count.MEMORIES, header.ring.size());
    known.addAll(header.known);
    state.traces().forEachRemaining(t -> add(Count.PENDING, t.getValue().isPending() ? 1 : 0));
    state.held().forEachRemaining(held -> add(Count.HELD, held.getValue().feedback().size()));
  }

  KeyGroupSnapshot snapshot(int number) {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      if (count.isLevel()) {
        counts.put(count, standing[count.ordinal()]);
      }
    }
    return new KeyGroupSnapshot(number, counts, known.sums().clone());
  }

  void restore(KeyGroupSnapshot snapshot) {
    snapshot.standing().forEach(this::add);
    known.addAll(new ValueStatistics(snapshot.known()));
  }
}
