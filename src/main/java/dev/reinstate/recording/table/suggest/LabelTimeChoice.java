package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.table.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column says when the label of a row was known: one whose times are later.
 *
 * @param format of its times
 * @param longest between the observation and it in the first rows, in milliseconds
 * @param without share of the first rows that have a label and not this time; they are lost
 */
record LabelTimeChoice(
    ColumnProfile column, TimeProfile.Candidate format, long longest, double without) {

  static final Set<String> WORDS =
      Set.of(
          "decided",
          "resolved",
          "closed",
          "known",
          "label",
          "labelled",
          "labeled",
          "settled",
          "returned",
          "reported",
          "confirmed",
          "finished",
          "completed",
          "landed",
          "arrived",
          "converted",
          "verdict",
          "outcome",
          "feedback",
          "ended",
          "end",
          "result",
          "delivered",
          "repaired",
          "failed");

  /** Share of the rows that may be the other way round. */
  private static final double EARLIER = 0.01;

  private static final double MAX_WITHOUT = 0.2;

  /**
   * @param observed null where no column says when a row was observed
   * @return null where no column does
   */
  static @Nullable LabelTimeChoice of(
      TableProfile table,
      List<ColumnProfile> columns,
      @Nullable TimeChoice observed,
      ColumnProfile label) {
    if (observed == null) {
      return null;
    }
    return columns.stream()
        .filter(column -> column != observed.column() && column != label)
        .filter(column -> column.times().size() == 1)
        .map(column -> of(table, column, observed, label))
        .filter(Objects::nonNull)
        .max(Comparator.comparing(choice -> choice.column().words().hasAny(WORDS)))
        .orElse(null);
  }

  private static @Nullable LabelTimeChoice of(
      TableProfile table, ColumnProfile column, TimeChoice observed, ColumnProfile label) {
    TimeProfile.Candidate format = column.times().get(0);
    long both = 0;
    long earlier = 0;
    long later = 0;
    long longest = 0;
    long labelled = 0;
    long without = 0;
    for (Row row : table.sample()) {
      Long from = observed.format().millis(row.cell(observed.column().name()).text());
      Long to = format.millis(row.cell(column.name()).text());
      boolean hasLabel = !row.cell(label.name()).text().isEmpty();
      labelled += hasLabel ? 1 : 0;
      without += hasLabel && to == null ? 1 : 0;
      if (from != null && to != null) {
        both++;
        earlier += to < from ? 1 : 0;
        later += to > from ? 1 : 0;
        longest = Math.max(longest, to - from);
      }
    }
    boolean follows = both > 0 && earlier <= EARLIER * both && later > both / 2;
    double share = labelled == 0 ? 1 : (double) without / labelled;
    return follows && share <= MAX_WITHOUT
        ? new LabelTimeChoice(column, format, longest, share)
        : null;
  }
}
