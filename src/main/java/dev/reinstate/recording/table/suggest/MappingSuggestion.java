package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.file.DataFile;
import dev.reinstate.recording.file.RecordingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Proposes a mapping for a table. */
public final class MappingSuggestion {

  private MappingSuggestion() {}

  /**
   * Looks at a table, at most at its first million rows.
   *
   * @param table CSV or JSON lines, plain or gzip
   * @param progress is told how many of its bytes are read
   * @return a mapping file, YAML, with a comment on each guess; the import of the table takes it
   * @throws RecordingException if the table cannot be read, or no column can be the label or a
   *     feature
   */
  public static String of(DataFile table, LongConsumer progress) {
    TableProfile profile = TableProfile.of(table, DialectGuess.of(table), progress);
    if (profile.rows() == 0) {
      throw new RecordingException(
          profile.bad() == null
              ? table.name() + ": has no rows; expected one a line"
              : "%s: no row can be used; %s".formatted(table.name(), profile.bad()));
    }
    List<ColumnProfile> usable =
        profile.columns().stream()
            .filter(column -> FeatureChoice.problem(profile, column) == null)
            .toList();
    TimeChoice time = TimeChoice.of(profile, usable);
    List<ColumnProfile> others = time == null ? usable : without(usable, time.column());
    LabelChoice label = LabelChoice.of(others);
    if (label == null) {
      throw cannot(
          table,
          "the label, which has two values or more and, unless they are numbers, repeats them",
          profile);
    }
    LabelTimeChoice labelTime = LabelTimeChoice.of(profile, usable, time, label.column());
    others = without(others, label.column());
    if (labelTime != null) {
      others = without(others, labelTime.column());
    }
    List<ColumnProfile> keys = KeyChoice.of(profile, others);
    if (!keys.isEmpty()) {
      others = without(others, keys.get(0));
    }
    List<FeatureChoice> features = new ArrayList<>();
    for (ColumnProfile column : profile.columns()) {
      if (!usable.contains(column) || others.contains(column)) {
        features.add(FeatureChoice.of(profile, column, label));
      }
    }
    MappingText text =
        new MappingText(table.name(), profile, time, label, labelTime, keys, features);
    if (!text.hasFeatures()) {
      throw cannot(table, "a feature", profile);
    }
    return text.yaml();
  }

  private static List<ColumnProfile> without(List<ColumnProfile> columns, ColumnProfile column) {
    return columns.stream().filter(other -> other != column).toList();
  }

  private static RecordingException cannot(DataFile table, String what, TableProfile profile) {
    return new RecordingException(
        "%s: no column can be %s; in %d rows there are %s"
            .formatted(
                table.name(),
                what,
                profile.rows(),
                profile.columns().stream()
                    .map(column -> described(profile, column))
                    .collect(Collectors.joining("; "))));
  }

  private static String described(TableProfile profile, ColumnProfile column) {
    String problem = FeatureChoice.problem(profile, column);
    return column.name() + ", which " + (problem == null ? has(column) : problem);
  }

  private static String has(ColumnProfile column) {
    if (!column.times().isEmpty()) {
      return "holds times";
    }
    long values = column.values().count();
    return values == 1 ? "has one value" : "has %d different values".formatted(values);
  }
}
