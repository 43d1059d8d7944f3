package dev.reinstate.cli;

import dev.reinstate.recording.table.FeatureSummary;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an import has found in each feature, a line each; numbers of a hash share one. */
final class FeatureTable {

  private static final int MAX_LINES = 64;
  private static final int MAX_WARNINGS = 16;
  private static final double PERCENT = 100;
  private static final MathContext DIGITS = new MathContext(6);

  /** Digits before or after the point of a number without an exponent. */
  private static final int MAX_PLAIN = 10;

  private FeatureTable() {}

  static void print(List<FeatureSummary> features, PrintWriter err) {
    List<String[]> lines = new ArrayList<>();
    lines.add(new String[] {"", "feature", "mean", "deviation", "minimum", "maximum", "missing"});
    for (int i = 0; i < features.size(); i++) {
      FeatureSummary feature = features.get(i);
      if (!feature.hashed()) {
        lines.add(line(feature));
      } else if (i == 0 || !isSameHash(features.get(i - 1), feature)) {
        lines.add(hash(features, i));
      }
    }
    int shown = Math.min(lines.size(), MAX_LINES + 1);
    print(lines.subList(0, shown), width(lines), err);
    if (lines.size() > shown) {
      err.printf(Locale.ROOT, "… and %,d more%n", lines.size() - shown);
    }
    printMissing(features, err);
    printWarnings(features, err);
    err.flush();
  }

  private static boolean isSameHash(FeatureSummary one, FeatureSummary other) {
    return one.hashed() && one.column().equals(other.column());
  }

  private static String[] line(FeatureSummary feature) {
    return new String[] {
      Integer.toString(feature.index()),
      feature.name(),
      number(feature.mean()),
      number(feature.deviation()),
      number(feature.min()),
      number(feature.max()),
      String.format(Locale.ROOT, "%.1f %%", PERCENT * feature.missing())
    };
  }

  private static String[] hash(List<FeatureSummary> features, int from) {
    int to = from;
    while (to + 1 < features.size() && isSameHash(features.get(to), features.get(to + 1))) {
      to++;
    }
    String range = from == to ? Integer.toString(from) : from + "-" + to;
    return new String[] {range, features.get(from).column() + ", hashed", "", "", "", "", ""};
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean isShort =
        rounded.scale() < MAX_PLAIN && rounded.precision() - rounded.scale() < MAX_PLAIN;
    return isShort ? rounded.toPlainString() : rounded.toString();
  }

  private static int[] width(List<String[]> lines) {
    int[] width = new int[lines.get(0).length];
    for (String[] line : lines) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], line[i].length());
      }
    }
    return width;
  }

  /** The name to the left, numbers to the right. */
  private static void print(List<String[]> lines, int[] width, PrintWriter err) {
    for (String[] line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        String space = " ".repeat(width[i] - line[i].length());
        text.append(i == 0 ? "" : "  ").append(i == 1 ? line[i] + space : space + line[i]);
      }
      err.println(text.toString().stripTrailing());
    }
  }

  private static void printMissing(List<FeatureSummary> features, PrintWriter err) {
    List<Integer> missing =
        features.stream()
            .filter(feature -> feature.missing() > 0)
            .map(FeatureSummary::index)
            .toList();
    if (!missing.isEmpty()) {
      err.printf(
          "a job for such observations needs features.missing-indicators: %s; a replay has it from"
              + " the recording%n",
          missing);
    }
  }

  private static void printWarnings(List<FeatureSummary> features, PrintWriter err) {
    List<String> warnings = new ArrayList<>();
    for (FeatureSummary feature : features) {
      for (String warning : feature.warnings()) {
        warnings.add("feature %d, %s, %s".formatted(feature.index(), feature.name(), warning));
      }
    }
    warnings.stream().limit(MAX_WARNINGS).forEach(warning -> err.println("warning: " + warning));
    if (warnings.size() > MAX_WARNINGS) {
      err.printf(Locale.ROOT, "… and %,d more warnings%n", warnings.size() - MAX_WARNINGS);
    }
  }
}
