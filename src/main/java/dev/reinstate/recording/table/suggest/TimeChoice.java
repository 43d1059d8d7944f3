package dev.reinstate.recording.table.suggest;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column says when a row was observed.
 *
 * @param format of its times
 */
record TimeChoice(ColumnProfile column, TimeProfile.Candidate format) {

  private static final Set<String> WORDS =
      Set.of(
          "time",
          "timestamp",
          "date",
          "datetime",
          "ts",
          "at",
          "when",
          "created",
          "occurred",
          "event",
          "started",
          "start",
          "ordered",
          "paid",
          "observed",
          "day",
          "zeit",
          "datum",
          "zeitpunkt",
          "moment");

  /** Of times that are long before the row, or after it. */
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "birth",
          "birthday",
          "dob",
          "born",
          "since",
          "joined",
          "signup",
          "registered",
          "opened",
          "expires",
          "expiry",
          "end",
          "ended",
          "updated",
          "due");

  /** Share of rows that may have no time: they are lost. */
  private static final double MAX_EMPTY = 0.01;

  private static final double IN_ORDER = 0.01;

  /**
   * @return null where no column does
   */
  static @Nullable TimeChoice of(TableProfile table, List<ColumnProfile> columns) {
    return columns.stream()
        .filter(column -> column.times().size() == 1 && table.empty(column) <= MAX_EMPTY)
        .max(Comparator.comparingInt(TimeChoice::score).thenComparing(earliest(columns)))
        .map(column -> new TimeChoice(column, column.times().get(0)))
        .orElse(null);
  }

  private static Comparator<ColumnProfile> earliest(List<ColumnProfile> columns) {
    return Comparator.comparingInt(column -> -columns.indexOf(column));
  }

  private static int score(ColumnProfile column) {
    int score = 0;
    if (column.words().hasAny(WORDS)) {
      score += 2;
    }
    if (column.words().hasAny(OTHER_WORDS) || column.words().hasAny(LabelTimeChoice.WORDS)) {
      score -= 3;
    }
    return column.times().get(0).backwards() <= IN_ORDER ? score + 2 : score;
  }
}
