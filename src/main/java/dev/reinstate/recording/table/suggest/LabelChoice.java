package dev.reinstate.recording.table.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which column looks like the label, and what it is.
 *
 * @param names of the classes in their order; null where it is a number
 */
record LabelChoice(ColumnProfile column, @Nullable List<String> names) {

  private static final Set<String> SURE = Set.of("label", "target", "class", "y", "outcome");

  private static final Set<String> WORDS =
      Set.of(
          "label",
          "target",
          "class",
          "outcome",
          "response",
          "fraud",
          "isfraud",
          "fraudulent",
          "churn",
          "churned",
          "default",
          "defaulted",
          "click",
          "clicked",
          "converted",
          "conversion",
          "chargeback",
          "charged",
          "disputed",
          "returned",
          "survived",
          "diagnosis",
          "result",
          "failure",
          "failed",
          "anomaly",
          "attack",
          "spam",
          "delay",
          "delayed",
          "late",
          "cancelled",
          "canceled",
          "bought",
          "purchased",
          "purchase",
          "readmitted",
          "approved",
          "rating",
          "score",
          "reward",
          "faulty",
          "defect",
          "broken",
          "alarm",
          "won",
          "win",
          "success",
          "klasse",
          "betrug");

  /** What did not happen is class 0. */
  private static final Set<String> NEGATIVE =
      Set.of("no", "n", "false", "f", "nein", "non", "negative", "neg", "normal", "ok", "good");

  private static final Comparator<String> NEGATIVE_FIRST =
      Comparator.comparing((String name) -> !NEGATIVE.contains(name.toLowerCase(Locale.ROOT)))
          .thenComparing(Comparator.naturalOrder());

  /** Whole numbers up to here may be classes without a name that says so. */
  private static final int FEW = 20;

  private static final int MAX_CLASSES = 100;

  /** How often a class comes, on average. */
  private static final double REPEATS = 3;

  private static final int SURE_SCORE = 8;
  private static final int NAME_SCORE = 4;

  /**
   * @return null where no column can be the label
   */
  static @Nullable LabelChoice of(List<ColumnProfile> columns) {
    return columns.stream()
        .map(LabelChoice::of)
        .filter(choice -> choice != null)
        .max(Comparator.comparingInt(choice -> choice.score(columns)))
        .orElse(null);
  }

  private static @Nullable LabelChoice of(ColumnProfile column) {
    DistinctValues values = column.values();
    if (!column.times().isEmpty() || values.count() < 2) {
      return null;
    }
    boolean repeats = values.areKnown() && values.repeats() >= REPEATS;
    if (column.isNumeric()) {
      return new LabelChoice(column, repeats ? classes(column) : null);
    }
    boolean few = repeats && values.count() <= MAX_CLASSES && !column.isForeign();
    if (!few) {
      return null;
    }
    List<String> names =
        values.values().stream()
            .filter(text -> !MissingWords.has(text))
            .sorted(NEGATIVE_FIRST)
            .toList();
    return names.size() < 2 ? null : new LabelChoice(column, names);
  }

  private static @Nullable List<String> classes(ColumnProfile column) {
    List<String> values = new ArrayList<>(column.values().values());
    values.removeIf(text -> !Numbers.isNumber(text));
    int most = column.words().hasAny(SURE) ? MAX_CLASSES : FEW;
    if (!column.isWhole() || values.size() < 2 || values.size() > most) {
      return null;
    }
    values.sort(Comparator.comparingDouble(Double::parseDouble));
    return values;
  }

  private int score(List<ColumnProfile> columns) {
    int score = names == null ? 0 : 1;
    if (column.words().areOnly(SURE)) {
      score += SURE_SCORE;
    }
    if (column.words().hasAny(WORDS)) {
      score += NAME_SCORE;
    }
    if (columns.indexOf(column) == columns.size() - 1) {
      score += 2;
    }
    return score;
  }

  /** Whether its name says so; otherwise it is a guess by place and form. */
  boolean isNamed() {
    return column.words().hasAny(WORDS) || column.words().areOnly(SURE);
  }

  /** Texts that say that no label came. */
  List<String> missing() {
    return column.values().areKnown()
        ? column.values().values().stream().filter(MissingWords::has).toList()
        : column.wordsToName();
  }

  /** Whether the cells are the numbers of the classes from 0. */
  boolean areNumbers() {
    return names != null
        && names.equals(IntStream.range(0, names.size()).mapToObj(Integer::toString).toList());
  }
}
