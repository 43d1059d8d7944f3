package dev.reinstate.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Observations that are drawn together, because what happens to one tells of the others.
 *
 * @param of the cluster of each observation, from 0
 * @param count how many clusters there are
 */
record Clusters(int[] of, int count) {

  /** With fewer, intervals say little. */
  private static final int MIN_COUNT = 5;

  /** Blocks of event time. */
  static Clusters byTime(ScoredSample sample, long length) {
    return by(sample.size(), i -> Math.floorDiv(sample.time(i), length));
  }

  static Clusters byKey(ScoredSample sample) {
    return by(sample.size(), sample::key);
  }

  /** What shares both of two clusters. */
  static Clusters byBoth(Clusters one, Clusters other) {
    return by(one.of.length, i -> (long) one.of[i] * other.count + other.of[i]);
  }

  private static Clusters by(int size, IntToLongFunction name) {
    Map<Long, Integer> numbers = new HashMap<>();
    int[] of = new int[size];
    for (int i = 0; i < size; i++) {
      of[i] = numbers.computeIfAbsent(name.applyAsLong(i), n -> numbers.size());
    }
    return new Clusters(of, numbers.size());
  }

  /** Whether there are enough to draw from. */
  boolean suffice() {
    return count >= MIN_COUNT;
  }
}
