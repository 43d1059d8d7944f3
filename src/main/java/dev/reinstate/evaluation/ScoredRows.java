package dev.reinstate.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The scored rows of a stream of any length in bounded memory: all of them, or from a bound on
 * every second of them, then every fourth, and so on, drawn at random by their numbers, so that the
 * same stream gives the same rows.
 */
final class ScoredRows {

  private static final Comparator<ScoredRow> BY_NUMBER =
      Comparator.comparingLong(ScoredRow::number);

  private final int capacity;
  private final List<ScoredRow> rows = new ArrayList<>();
  private long oneIn = 1;
  private long count;

  /**
   * @param capacity rows that are kept at most
   */
  ScoredRows(int capacity) {
    this.capacity = capacity;
  }

  void add(ScoredRow row) {
    count++;
    if (isDrawn(row)) {
      rows.add(row);
    }
    while (rows.size() > capacity) {
      oneIn *= 2;
      rows.removeIf(kept -> !isDrawn(kept));
    }
  }

  private boolean isDrawn(ScoredRow row) {
    return (mixed(row.number()) & (oneIn - 1)) == 0;
  }

  /** Neighbouring numbers to unrelated bits: the finaliser of SplitMix64. */
  private static long mixed(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** How many rows were added. */
  long count() {
    return count;
  }

  /** Of how many rows one is kept: 1 where all are. */
  long oneIn() {
    return oneIn;
  }

  /** Those that are kept, in the order of their observations. */
  List<ScoredRow> inOrder() {
    return rows.stream().sorted(BY_NUMBER).toList();
  }
}
