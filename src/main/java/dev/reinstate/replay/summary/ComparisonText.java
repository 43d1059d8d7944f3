package dev.reinstate.replay.summary;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.Comparison.Difference;
import dev.reinstate.evaluation.ConfidenceInterval;
import dev.reinstate.evaluation.metric.Measure;
import java.time.Duration;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What runs differ by, as a few aligned lines for people. */
final class ComparisonText {

  private static final int NAME = 28;

  private final Formatter out;

  ComparisonText(Formatter out) {
    this.out = out;
  }

  void compared(Comparison comparison) {
    out.format(
        "\ncompared on %,d observations, with %.0f%% intervals of %,d resamples of %,d blocks of %s"
            + " and of %,d keys\n",
        comparison.observations(),
        100 * comparison.confidence(),
        comparison.resamples(),
        comparison.blocks(),
        length(comparison.blockMillis()),
        comparison.keys());
    comparison.runs().forEach(this::difference);
    comparison.baselines().stream()
        .filter(difference -> isBestBaseline(difference, comparison))
        .forEach(this::difference);
    if (comparison.lacksVerdicts()) {
      out.format("\n  %s\n", Comparison.whyNoVerdict());
    }
  }

  /** Of the baselines one is enough here; the JSON has them all. */
  private static boolean isBestBaseline(Difference difference, Comparison comparison) {
    Measure headline = headline(difference);
    double sign = headline.moreIsBetter() ? -1 : 1;
    return comparison.baselines().stream()
        .filter(other -> other.run().equals(difference.run()))
        .max((a, b) -> Double.compare(sign * delta(a, headline), sign * delta(b, headline)))
        .filter(difference::equals)
        .isPresent();
  }

  private static double delta(Difference difference, Measure measure) {
    Double value = difference.measures().get(measure.field()).difference();
    return value == null ? Double.NEGATIVE_INFINITY : value;
  }

  private static Measure headline(Difference difference) {
    String field = difference.measures().keySet().iterator().next();
    return List.of(Measure.values()).stream()
        .filter(measure -> measure.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  private void difference(Difference difference) {
    out.format(
        "\n  %s against %s\n  %-10s %10s %20s %20s %20s\n",
        difference.run(), difference.against(), "", "difference", "by time", "by key", "by both");
    for (Measure measure : Measure.values()) {
      Delta delta = difference.measures().get(measure.field());
      if (delta != null) {
        out.format(
            "  %-10s %10s %20s %20s %20s  %s\n",
            measure.title(),
            delta.difference() == null
                ? "-"
                : String.format(Locale.ROOT, "%+.4f", delta.difference()),
            interval(delta.byTime()),
            interval(delta.byKey()),
            interval(delta.byBoth()),
            delta.verdict());
      }
    }
  }

  private static String interval(@Nullable ConfidenceInterval interval) {
    return interval == null
        ? "-"
        : String.format(Locale.ROOT, "[%+.4f, %+.4f]", interval.low(), interval.high());
  }

  private static String length(long millis) {
    String iso = Duration.ofMillis(millis).toString();
    return iso.substring(2).toLowerCase(Locale.ROOT);
  }

  void sweep(List<SweepRow> rows) {
    boolean values = rows.stream().anyMatch(row -> row.rmse() != null);
    int name = Math.max(NAME, rows.stream().mapToInt(row -> label(row).length()).max().orElse(0));
    out.format("\n  %-" + name + "s", "sweep, the best first");
    if (values) {
      out.format(" %9s %32s\n", "RMSE", "against current, by time");
    } else {
      out.format(
          " %9s %9s %9s %9s %32s\n",
          "log loss", "accuracy", "Brier", "AUC", "against current, by time");
    }
    for (SweepRow row : rows) {
      out.format("  %-" + name + "s", label(row));
      if (values) {
        out.format(" %9s", SummaryText.number(row.rmse()));
      } else {
        out.format(
            " %9s %9s %9s %9s",
            SummaryText.number(row.logLoss()),
            SummaryText.number(row.accuracy()),
            SummaryText.number(row.brier()),
            SummaryText.number(row.auc()));
      }
      Delta delta = row.againstCurrent();
      out.format(
          " %32s\n",
          delta == null || delta.difference() == null
              ? "-"
              : String.format(
                  Locale.ROOT, "%+.4f %s", delta.difference(), interval(delta.byTime())));
    }
  }

  private static String label(SweepRow row) {
    StringBuilder label = new StringBuilder();
    row.settings()
        .forEach(
            (key, value) ->
                label.append(label.isEmpty() ? "" : " ").append(key).append('=').append(value));
    return row.againstCurrent() == null ? label + " (current)" : label.toString();
  }
}
