package dev.reinstate.state.session;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventCounts;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.ValueStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * The groups that keys belong to. A job's keyed state moves from subtask to subtask by whole
 * groups, and with a group goes what its keys have together; so what one subtask has counted up
 * another can count down.
 *
 * <p>Sums over all groups are the same in whatever order values became known and groups were
 * restored: counts are whole numbers, and the groups' sums of values are added up in one order.
 */
public final class KeyGroups {

  /** Never changed: it decides which group a key belongs to in every savepoint. */
  public static final int COUNT = 128;

  private final PredictionSettings settings;
  private final EventCounts eventCounts;
  private final KeyGroup[] groups = new KeyGroup[COUNT];
  private ValueStatistics known;
  private boolean stale;

  public KeyGroups(PredictionSettings settings, EventCounts eventCounts) {
    this.settings = settings;
    this.eventCounts = eventCounts;
    known = newStatistics();
  }

  /** The group of a key, as Flink has it: the MurmurHash3 of its hash code. */
  static int numberOf(String key) {
    int hash = key.hashCode() * 0xcc9e2d51;
    hash = Integer.rotateLeft(hash, 15) * 0x1b873593;
    hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    hash ^= Integer.BYTES;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash) % COUNT;
  }

  /** Which of some subtasks has a group, as Flink deals them out. */
  static int subtaskOf(int group, int subtasks) {
    return group * subtasks / COUNT;
  }

  static int subtaskOf(String key, int subtasks) {
    return subtaskOf(numberOf(key), subtasks);
  }

  public KeyGroup of(String key) {
    return group(numberOf(key));
  }

  private KeyGroup group(int number) {
    if (groups[number] == null) {
      groups[number] = new KeyGroup(this, eventCounts);
    }
    return groups[number];
  }

  ValueStatistics newStatistics() {
    return new ValueStatistics(settings.target(), settings.classes());
  }

  /** Statistics of the values of all keys. */
  ValueStatistics known() {
    if (stale) {
      known = newStatistics();
      for (KeyGroup group : groups) {
        if (group != null) {
          known.addAll(group.known());
        }
      }
      stale = false;
    }
    return known;
  }

  /** A value became known in a group, or is known no longer where the sign is −1. */
  void add(ValueStatistics ofGroup, double value, int sign) {
    ofGroup.add(settings.target(), value, sign);
    if (settings.target() == Target.VALUE) {
      stale = true;
    } else {
      known.add(settings.target(), value, sign);
    }
  }

  /** Counts what a state has of keys, and the values that they know. */
  public void count(KeyedState state) {
    state.keys(
        key -> {
          state.select(key);
          of(key).count(state);
        });
    stale = true;
  }

  /** What the groups have that have had anything. */
  public List<KeyGroupSnapshot> snapshot() {
    List<KeyGroupSnapshot> snapshots = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      if (groups[number] != null) {
        snapshots.add(groups[number].snapshot(number));
      }
    }
    return snapshots;
  }

  public void restore(List<KeyGroupSnapshot> snapshots) {
    for (KeyGroupSnapshot snapshot : snapshots) {
      group(snapshot.number()).restore(snapshot);
    }
    stale = true;
  }
}
