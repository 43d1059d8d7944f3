package dev.reinstate.cli;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What should have come, against what has.
 *
 * @param lost expected and not there
 * @param duplicated more than once there
 * @param unexpected there and not expected
 */
record Tally(int expected, int lost, int duplicated, int unexpected) {

  /**
   * @param found how often each was found
   */
  static Tally of(Set<String> expected, Map<String, Integer> found) {
    Set<String> lost = new HashSet<>(expected);
    lost.removeAll(found.keySet());
    Set<String> unexpected = new HashSet<>(found.keySet());
    unexpected.removeAll(expected);
    long duplicated = found.values().stream().filter(times -> times > 1).count();
    return new Tally(expected.size(), lost.size(), (int) duplicated, unexpected.size());
  }

  @Override
  public String toString() {
    return "%d, lost %d, duplicated %d, unexpected %d"
        .formatted(expected, lost, duplicated, unexpected);
  }
}
