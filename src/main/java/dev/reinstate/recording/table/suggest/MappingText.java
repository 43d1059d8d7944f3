package dev.reinstate.recording.table.suggest;

import dev.reinstate.recording.table.Dialect;
import dev.reinstate.recording.table.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a mapping file of what was chosen, with a comment on each guess. */
final class MappingText {

  private static final int WIDTH = 100;
  private static final int MAX_OTHER_KEYS = 3;
  private static final int MAX_CLASSES_SAID = 8;
  private static final int MANY_FEATURES = 64;
  private static final long MILLIS_A_DAY = 24 * 3_600_000L;

  /** What a job waits for feedback unless it is told otherwise. */
  private static final long HORIZON_DAYS = 30;

  private final String file;
  private final TableProfile table;
  private final @Nullable TimeChoice time;
  private final LabelChoice label;
  private final @Nullable LabelTimeChoice labelTime;
  private final List<ColumnProfile> keys;
  private final List<FeatureChoice> features;
  private final List<FeatureChoice> leftOut;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param file name of the table
   * @param time null where no column says it
   * @param labelTime null where no column says it
   * @param keys columns that may be the key, the best one first
   * @param columns what becomes of the columns that are nothing else
   */
  MappingText(
      String file,
      TableProfile table,
      @Nullable TimeChoice time,
      LabelChoice label,
      @Nullable LabelTimeChoice labelTime,
      List<ColumnProfile> keys,
      List<FeatureChoice> columns) {
    this.file = file;
    this.table = table;
    this.time = time;
    this.label = label;
    this.labelTime = labelTime;
    this.keys = keys;
    leftOut = columns.stream().filter(choice -> choice.line() == null).toList();
    features = new ArrayList<>();
    if (time != null) {
      features.addAll(FeatureChoice.ofTime(time, fields(time.column(), time.format())));
    }
    columns.stream().filter(choice -> choice.line() != null).forEach(features::add);
  }

  boolean hasFeatures() {
    return !features.isEmpty();
  }

  String yaml() {
    heading();
    dialect();
    key();
    time();
    features();
    target();
    return text.toString();
  }

  private void heading() {
    String name = name();
    comment(
        "",
        "Suggested by ./reinstate import --suggest, which has looked at %s. All of it is a guess:"
                .formatted(rows())
            + " see what says CHECK, and whether all features are known before the label is. Then:");
    line("#   ./reinstate import %s --mapping %s.yaml --out %s".formatted(shell(file), name, name));
    line("#   ./reinstate replay --recording " + name);
    line("name: " + Yaml.text(name));
  }

  /** A path as a shell takes it. */
  private static String shell(String path) {
    String printable = path.replaceAll("\\p{Cntrl}", "?");
    return printable.matches("[\\p{L}\\d_./+-]+")
        ? printable
        : "'" + printable.replace("'", "'\\''") + "'";
  }

  private String rows() {
    String rows = String.format(Locale.ROOT, "%,d rows", table.rows());
    return table.isComplete() ? "all of its " + rows : "its first " + rows;
  }

  /** Of the file, without folder and ending, and with characters that need no quotes. */
  private String name() {
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    String name =
        base.replaceAll("(?i)(\\.(csv|tsv|txt|json|jsonl|ndjson|gz))+$", "")
            .replaceAll("[^\\p{L}\\d_-]+", "-");
    return name.isEmpty() || name.equals("-") ? "table" : name;
  }

  private void dialect() {
    Dialect dialect = table.dialect();
    if (dialect.form() != null) {
      line("format: jsonl");
    }
    if (!dialect.encoding().equals(StandardCharsets.UTF_8)) {
      comment("", "CHECK: it is not UTF-8");
      line("encoding: " + dialect.encoding().name());
    }
    if (dialect.delimiter() != ',') {
      String delimiter = dialect.delimiter() == '\t' ? "\\t" : "" + dialect.delimiter();
      line("delimiter: \"%s\"".formatted(delimiter));
    }
    if (!dialect.header()) {
      comment("", "its first line holds numbers, so columns are called c1, c2, …");
      line("header: false");
    }
    if (!label.missing().isEmpty()) {
      comment("", "in these rows no label has come; the texts mean missing in all columns");
      line("missing: " + Yaml.list(label.missing()));
    }
  }

  private void key() {
    text.append('\n');
    if (keys.isEmpty()) {
      comment("", "CHECK: no column looks like whose past explains a row, so all share one memory");
      line("key: {constant: all}");
      return;
    }
    List<ColumnProfile> more = keys.stream().skip(1).limit(MAX_OTHER_KEYS).toList();
    String others = more.stream().map(MappingText::repeats).collect(Collectors.joining(", "));
    comment(
        "",
        "CHECK: whose past explains a row? "
            + repeats(keys.get(0))
            + (others.isEmpty() ? "" : "; or " + others));
    line("key: " + Yaml.text(keys.get(0).name()));
    otherKeys(more);
  }

  /** No other key is named key. */
  private void otherKeys(List<ColumnProfile> columns) {
    String names =
        columns.stream()
            .map(ColumnProfile::name)
            .filter(name -> !name.equals("key"))
            .map(name -> Yaml.text(name) + ": " + Yaml.text(name))
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      comment("", "what else a row belongs to, by name: jobs may ask for memories of these, too");
      line("keys: {%s}".formatted(names));
    }
  }

  private static String repeats(ColumnProfile column) {
    return String.format(
        Locale.ROOT,
        "%s has %s%,d values, %.0f rows each",
        column.name(),
        column.values().areKnown() ? "" : "about ",
        column.values().count(),
        column.values().repeats());
  }

  private void time() {
    text.append('\n');
    for (ColumnProfile unclear : unclearTimes()) {
      comment(
          "",
          "CHECK: %s may hold times, but day and month cannot be told apart; one of:"
              .formatted(unclear.name()));
      unclear.times().forEach(format -> line("# time: {%s}".formatted(fields(unclear, format))));
    }
    if (time == null) {
      comment(
          "",
          "CHECK: no column holds times that import reads, so rows are taken to follow one another"
              + " at a minute each");
      line("time: {row: minutes}");
      return;
    }
    comment(
        "", "when the row was observed; %s%s".formatted(order(time.format()), zone(time.format())));
    line("time: {%s}".formatted(fields(time.column(), time.format())));
  }

  /** Columns that hold dates of which nobody can tell day and month. */
  private List<ColumnProfile> unclearTimes() {
    return table.columns().stream()
        .filter(column -> column.times().size() > 1)
        .filter(column -> FeatureChoice.problem(table, column) == null)
        .toList();
  }

  private static String order(TimeProfile.Candidate format) {
    return format.backwards() == 0
        ? "rows are in its order"
        : Numbers.percent(format.backwards()) + " of the rows are earlier than the one before";
  }

  private static String zone(TimeProfile.Candidate format) {
    return format.zoned() ? "" : ". CHECK: they name no zone, so UTC is assumed";
  }

  private static String fields(ColumnProfile column, TimeProfile.Candidate format) {
    String name = format.format().name();
    return "column: "
        + Yaml.text(column.name())
        + (name.equals(TimeFormat.ISO) ? "" : ", format: " + Yaml.text(name))
        + (format.zoned() ? "" : ", zone: UTC");
  }

  private void features() {
    int size = features.stream().mapToInt(FeatureChoice::size).sum();
    text.append('\n');
    comment("", "%d numbers".formatted(size));
    if (size > MANY_FEATURES) {
      comment("", "CHECK: fewer than %d learn faster".formatted(MANY_FEATURES));
    }
    line("features:");
    for (FeatureChoice feature : features) {
      comment("  ", feature.why());
      line("  - " + feature.line());
    }
    if (!leftOut.isEmpty()) {
      comment("", "Left out:");
      for (FeatureChoice choice : leftOut) {
        String column = choice.column().isBlank() ? "a column" : choice.column();
        comment("", "- %s %s".formatted(column, choice.why()));
      }
    }
  }

  private void target() {
    text.append('\n');
    String said = label.isNamed() ? "its name says so" : "by its place and its values";
    comment("", "CHECK: %s is taken for the label, %s".formatted(label.column().name(), said));
    line("target:");
    line("  column: " + Yaml.text(label.column().name()));
    List<String> names = label.names();
    if (names == null) {
      comment(
          "  ",
          "numbers from %s to %s"
              .formatted(
                  Numbers.rounded(label.column().numbers().min()),
                  Numbers.rounded(label.column().numbers().max())));
      line("  as: value");
    } else {
      line("  as: class");
      comment("  ", classes(names));
      line(label.areNumbers() ? "  classes: " + names.size() : "  names: " + Yaml.list(names));
    }
    if (time == null) {
      comment("  ", "CHECK: known before the next row, which is a guess");
      line("  delay: {unit: minutes, plus: 1}");
    } else if (labelTime == null) {
      delay(time.format());
    } else {
      labelTime(time, labelTime);
    }
  }

  private String classes(List<String> names) {
    long all = names.stream().mapToLong(label.column().values()::count).sum();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), MAX_CLASSES_SAID); i++) {
      double share = (double) label.column().values().count(names.get(i)) / all;
      said.add("class %d is %s, %s".formatted(i, names.get(i), Numbers.percent(share)));
    }
    return String.join("; ", said) + (names.size() > MAX_CLASSES_SAID ? "; …" : "");
  }

  private void labelTime(TimeChoice observed, LabelTimeChoice known) {
    comment(
        "  ",
        "CHECK: when the label was known: %s is later than %s%s"
            .formatted(known.column().name(), observed.column().name(), zone(known.format())));
    if (known.without() > 0) {
      comment(
          "  ",
          "CHECK: %s of the rows with a label have no such time, and are left out"
              .formatted(Numbers.percent(known.without())));
    }
    long days = known.longest() / MILLIS_A_DAY + 1;
    if (days > HORIZON_DAYS) {
      comment(
          "  ",
          "CHECK: up to %d days later: set feedback.horizon: %d d in the job file"
              .formatted(days, days));
    }
    line("  time: {%s}".formatted(fields(known.column(), known.format())));
  }

  /** Nothing says when the label was known. */
  private void delay(TimeProfile.Candidate observed) {
    String unit =
        observed.span() > HORIZON_DAYS * MILLIS_A_DAY && !observed.ofDay()
            ? "days"
            : observed.span() > MILLIS_A_DAY ? "hours" : "minutes";
    comment(
        "  ",
        "CHECK: no column says when the label was known; the delay is a guess, and too early a label"
            + " makes predictions look better than they are");
    line("  delay: {unit: %s, plus: 1}".formatted(unit));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Breaks it between words. */
  private void comment(String indent, String words) {
    StringBuilder line = new StringBuilder(indent).append('#');
    for (String word : words.replaceAll("\\p{Cntrl}", " ").split(" +")) {
      if (line.length() + 1 + word.length() > WIDTH && line.length() > indent.length() + 1) {
        line(line.toString());
        line.setLength(0);
        line.append(indent).append('#');
      }
      line.append(' ').append(word);
    }
    line(line.toString());
  }
}
