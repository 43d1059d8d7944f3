package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts of some scored rows that are scored on their own. */
final class ScoreSlices {

  private static final int MAX_WINDOWS = 60;
  private static final int TENTHS = 10;
  private static final int MAX_KEYS = 20;

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] WINDOW_LENGTHS = {
    1,
    10,
    100,
    SECOND,
    5 * SECOND,
    15 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY
  };

  private ScoreSlices() {}

  /**
   * Rows of a range.
   *
   * @param from see {@link Metrics}
   * @param to likewise
   */
  record Range(long from, long to, List<ScoredRow> rows) {}

  /** The last fifth, rounded up. */
  static <T> List<T> lastFifth(List<T> rows) {
    return rows.subList((int) (rows.size() * 4L / 5), rows.size());
  }

  /** The second half, rounded up. */
  static <T> List<T> secondHalf(List<T> rows) {
    return rows.subList(rows.size() / 2, rows.size());
  }

  /** The rows of each group of the truth, by its name; those without one in none. */
  static Map<String, List<ScoredRow>> groups(List<ScoredRow> rows) {
    Map<String, List<ScoredRow>> groups = new TreeMap<>();
    for (ScoredRow row : rows) {
      if (row.group() != null) {
        groups.computeIfAbsent(row.group(), name -> new ArrayList<>()).add(row);
      }
    }
    return groups;
  }

  /** By event time, in windows of a round length that begin at multiples of it since 1970. */
  static List<Range> windows(List<ScoredRow> rows) {
    Map<Long, List<ScoredRow>> byStart = new TreeMap<>();
    long length = windowLength(rows);
    for (ScoredRow row : rows) {
      long start = Math.floorDiv(row.time(), length) * length;
      byStart.computeIfAbsent(start, at -> new ArrayList<>()).add(row);
    }
    List<Range> windows = new ArrayList<>();
    byStart.forEach((start, own) -> windows.add(new Range(start, start + length, own)));
    return windows;
  }

  private static long windowLength(List<ScoredRow> rows) {
    return windowLength(
        rows.stream().mapToLong(ScoredRow::time).min().orElse(0),
        rows.stream().mapToLong(ScoredRow::time).max().orElse(0));
  }

  /** The shortest round length that cuts a range into no more windows than there may be. */
  static long windowLength(long first, long last) {
    for (long length : WINDOW_LENGTHS) {
      if (Math.floorDiv(last, length) - Math.floorDiv(first, length) < MAX_WINDOWS) {
        return length;
      }
    }
    return last - first + 1;
  }

  /** By delay, in tenths; fewer where many delays are equal. */
  static List<Range> byDelay(List<ScoredRow> rows) {
    List<ScoredRow> sorted =
        rows.stream().sorted(Comparator.comparingLong(ScoredRow::delay)).toList();
    List<Range> tenths = new ArrayList<>();
    int from = 0;
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      int to = (int) ((long) sorted.size() * tenth / TENTHS);
      while (to > from && to < sorted.size() && delay(sorted, to - 1) == delay(sorted, to)) {
        to++;
      }
      if (to > from) {
        tenths.add(new Range(delay(sorted, from), delay(sorted, to - 1), sorted.subList(from, to)));
        from = to;
      }
    }
    return tenths;
  }

  private static long delay(List<ScoredRow> rows, int at) {
    return rows.get(at).delay();
  }

  /** By key, of the keys with the most rows, the largest first. */
  static Map<String, List<ScoredRow>> byKey(List<ScoredRow> rows) {
    Map<String, List<ScoredRow>> all = new TreeMap<>();
    for (ScoredRow row : rows) {
      all.computeIfAbsent(row.key(), key -> new ArrayList<>()).add(row);
    }
    Map<String, List<ScoredRow>> largest = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .limit(MAX_KEYS)
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
  }
}
