package dev.reinstate.recording.table.suggest;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column says when a row was observed.
 *
 * @param column null where none does
 * @param format of its times; null where none does
 * @param unclear columns that hold dates of which nobody can tell day and month
 */
record TimeChoice(
    @Nullable ColumnProfile column,
    TimeProfile.@Nullable Candidate format,
    List<ColumnProfile> unclear) {

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

  static TimeChoice of(TableProfile table, List<ColumnProfile> columns) {
    List<ColumnProfile> unclear =
        columns.stream().filter(column -> column.times().size() > 1).toList();
    return columns.stream()
        .filter(column -> column.times().size() == 1 && table.empty(column) <= MAX_EMPTY)
        .max(Comparator.comparingInt(TimeChoice::score).thenComparing(earliest(columns)))
        .map(column -> new TimeChoice(column, column.times().get(0), unclear))
        .orElse(new TimeChoice(null, null, unclear));
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

  boolean isFound() {
    return column != null;
  }
}
