package dev.reinstate.recording.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What observations have in their features, number by number as they come. */
final class ObservationStatistics {

  private static final double OFTEN = 0.5;
  private static final double PERCENT = 100;

  private final List<Feature> features;
  private final List<NumberStatistics> columns = new ArrayList<>();
  private long observations;

  ObservationStatistics(List<Feature> features) {
    this.features = features;
    int size = features.stream().mapToInt(Feature::size).sum();
    for (int i = 0; i < size; i++) {
      columns.add(new NumberStatistics());
    }
  }

  void add(float[] x) {
    observations++;
    for (int i = 0; i < x.length; i++) {
      if (!Float.isNaN(x[i])) {
        columns.get(i).add(x[i]);
      }
    }
  }

  List<FeatureSummary> summaries() {
    List<FeatureSummary> summaries = new ArrayList<>();
    for (Feature feature : features) {
      for (int number = 0; number < feature.size(); number++) {
        summaries.add(summary(feature, number, summaries.size()));
      }
    }
    return summaries;
  }

  private FeatureSummary summary(Feature feature, int number, int index) {
    NumberStatistics column = columns.get(index);
    boolean any = column.count() > 0;
    boolean hashed = feature.as() == Feature.As.HASHED;
    double missing = 1 - (double) column.count() / observations;
    return new FeatureSummary(
        index,
        feature.name(number),
        feature.column(),
        hashed,
        any ? column.mean() : null,
        any ? column.deviation() : null,
        any ? column.min() : null,
        any ? column.max() : null,
        missing,
        hashed ? ofHash(column, number) : warnings(column, missing, feature.mayBeConstant(number)));
  }

  /** Its numbers mean nothing one by one. */
  private static List<String> ofHash(NumberStatistics column, int number) {
    return number == 0 && column.isConstant() ? List.of("is always the same") : List.of();
  }

  private static List<String> warnings(
      NumberStatistics column, double missing, boolean mayBeConstant) {
    if (column.count() == 0) {
      return List.of("is always missing");
    }
    List<String> warnings = new ArrayList<>();
    if (column.isConstant() && !mayBeConstant) {
      warnings.add("is always " + number(column.min()));
    }
    if (missing > OFTEN) {
      warnings.add(String.format(Locale.ROOT, "is missing in %.1f %%", PERCENT * missing));
    }
    column.sentinels().forEach(sentinel -> warnings.add(warning(sentinel)));
    return warnings;
  }

  private static String warning(NumberStatistics.Sentinel sentinel) {
    return String.format(
        Locale.ROOT,
        "is %s in %,d rows, far from all others, %s to %s; if that means missing, name it under"
            + " missing",
        number(sentinel.value()),
        sentinel.count(),
        number(sentinel.from()),
        number(sentinel.to()));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Float.toString((float) value);
  }
}
