package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.table.NumberStatistics.Sentinel;
import dev.reinstate.recording.table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column that is neither key nor time nor label.
 *
 * @param column its name
 * @param line of the mapping, without the list's dash; null where it is left out
 * @param size numbers of the feature
 * @param why the guess, in words
 */
record FeatureChoice(String column, @Nullable String line, int size, String why) {

  private static final int MAX_ONE_HOT = 8;
  private static final int MANY_NAMES = 100;
  private static final int SMALL_HASH = 8;
  private static final int LARGE_HASH = 16;

  /** Names that come less often are hardly ever seen again. */
  private static final double REPEATS = 2;

  /** Rows that it takes to call a column the same everywhere. */
  private static final int ENOUGH = 10;

  private static final long MILLIS_A_DAY = 24 * 3_600_000L;
  private static final int DAYS_A_WEEK = 7;
  private static final int DAYS_A_YEAR = 366;

  private static FeatureChoice without(ColumnProfile column, String why) {
    return new FeatureChoice(column.name(), null, 0, why);
  }

  static FeatureChoice of(TableProfile table, ColumnProfile column, LabelChoice label) {
    String problem = problem(table, column);
    if (problem != null) {
      return without(column, problem);
    }
    if (!column.times().isEmpty()) {
      return without(column, "holds times; as: cyclic makes features of what is known in time");
    }
    if (tells(table, column, label)) {
      return without(
          column,
          "says in each row what %s says: is it known only with it?"
              .formatted(label.column().name()));
    }
    return column.isNumeric() && !(column.isWhole() && KeyChoice.areNames(column))
        ? number(table, column)
        : names(table, column);
  }

  /** Why a column is of no use, whatever the others are; null where it is. */
  static @Nullable String problem(TableProfile table, ColumnProfile column) {
    DistinctValues values = column.values();
    if (column.name().isBlank()) {
      return "has no name";
    }
    if (table.isTwice(column)) {
      return "is the name of more than one column";
    }
    if (column.present() == 0) {
      return "is empty";
    }
    if (values.count() == 1 && column.present() == table.rows() && table.rows() >= ENOUGH) {
      return "is the same in all rows: " + values.values().get(0);
    }
    if (column.isForeign()) {
      return "has numbers that import does not read, such as %s; write them as 1234.5"
          .formatted(column.foreignExample());
    }
    return null;
  }

  private static FeatureChoice number(TableProfile table, ColumnProfile column) {
    if (column.isWhole()
        && column.isIncreasing()
        && column.values().repeats() < REPEATS
        && column.numbers().count() == table.rows()) {
      return without(column, "grows from row to row: a number of the row");
    }
    List<String> missing = new ArrayList<>(column.wordsToName());
    long lacking = table.rows() - column.numbers().count();
    StringBuilder why = new StringBuilder("numbers from ");
    why.append(Numbers.rounded(column.numbers().min()))
        .append(" to ")
        .append(Numbers.rounded(column.numbers().max()));
    for (Sentinel sentinel : column.numbers().sentinels()) {
      String number = Numbers.rounded(sentinel.value());
      if (number.matches("-?9{2,}")) {
        missing.add(number);
        lacking += sentinel.count();
      } else {
        why.append("; CHECK: %s, far from all others, may mean missing".formatted(number));
      }
    }
    if (lacking > 0) {
      why.append("; missing in ").append(Numbers.percent((double) lacking / table.rows()));
    }
    String line =
        "{column: %s, as: number%s}"
            .formatted(
                Yaml.text(column.name()),
                missing.isEmpty() ? "" : ", missing: " + Yaml.list(missing));
    return new FeatureChoice(column.name(), line, 1, why.toString());
  }

  private static FeatureChoice names(TableProfile table, ColumnProfile column) {
    DistinctValues values = column.values();
    if (values.repeats() < REPEATS && table.rows() >= ENOUGH) {
      return without(
          column,
          "has another text in nearly every row: " + (column.isProse() ? "prose" : "an id"));
    }
    if (column.isProse()) {
      return without(column, "is prose");
    }
    if (values.areKnown() && values.count() <= MAX_ONE_HOT) {
      List<String> names = values.values().stream().sorted().toList();
      return new FeatureChoice(
          column.name(),
          "{column: %s, as: one-hot, values: %s, other: true}"
              .formatted(Yaml.text(column.name()), Yaml.list(names)),
          names.size() + 1,
          "%d names; others that may come share a number".formatted(names.size()));
    }
    int size = values.count() > MANY_NAMES ? LARGE_HASH : SMALL_HASH;
    return new FeatureChoice(
        column.name(),
        "{column: %s, as: hashed, size: %d}".formatted(Yaml.text(column.name()), size),
        size,
        String.format(
            Locale.ROOT, "%s%,d names", values.areKnown() ? "" : "about ", values.count()));
  }

  /**
   * Whether each of the few texts of a column, nothing being one of them, comes with one class
   * alone, and every class comes.
   */
  private static boolean tells(TableProfile table, ColumnProfile column, LabelChoice label) {
    if (label.names() == null) {
      return false;
    }
    Map<String, String> classes = new HashMap<>();
    int labelled = 0;
    for (Row row : table.sample()) {
      String said = row.cell(label.column().name()).text();
      if (said.isEmpty()) {
        continue;
      }
      labelled++;
      String text = row.cell(column.name()).text();
      String other = classes.putIfAbsent(text, said);
      if (other != null && !other.equals(said)) {
        return false;
      }
    }
    long different = classes.values().stream().distinct().count();
    return labelled >= ENOUGH * label.names().size()
        && different > 1
        && classes.size() * ENOUGH <= labelled;
  }

  /** The features that a time makes: where it is on the clock, in the week and in the year. */
  static List<FeatureChoice> ofTime(TimeChoice time, String fields) {
    String name = time.column().name();
    List<FeatureChoice> features = new ArrayList<>();
    long days = time.format().span() / MILLIS_A_DAY;
    if (time.format().ofDay() && days >= 2) {
      features.add(cyclic(name, fields, "day", ", harmonics: 2", 4, "the time of day"));
    }
    if (days >= 2 * DAYS_A_WEEK) {
      features.add(cyclic(name, fields, "weekday", "", 2, "the day of the week"));
    }
    if (days >= DAYS_A_YEAR) {
      features.add(cyclic(name, fields, "year", "", 2, "the day of the year"));
    }
    return features;
  }

  private static FeatureChoice cyclic(
      String name, String fields, String of, String harmonics, int size, String why) {
    return new FeatureChoice(
        name, "{%s, as: cyclic, of: %s%s}".formatted(fields, of, harmonics), size, why);
  }
}
