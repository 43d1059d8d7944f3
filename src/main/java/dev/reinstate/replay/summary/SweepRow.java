package dev.reinstate.replay.summary;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.Comparison.Difference;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a sweep and how it did. The names are those of the summary.
 *
 * @param run the run's name
 * @param settings what the sweep set, by key
 * @param logLoss of the initial predictions; null for values, as are the next three
 * @param accuracy see {@link Score}
 * @param brier see {@link Score}
 * @param auc see {@link Score}
 * @param rmse see {@link Score}; values only
 * @param againstCurrent the difference of {@code logLoss}, or {@code rmse}, from the run {@code
 *     current}; null for that run
 * @param seconds wall-clock time, with others running beside it
 */
public record SweepRow(
    String run,
    Map<String, String> settings,
    @Nullable Double logLoss,
    @Nullable Double accuracy,
    @Nullable Double brier,
    @Nullable Double auc,
    @Nullable Double rmse,
    @Nullable Delta againstCurrent,
    double seconds) {

  /**
   * The table of a sweep, the best run first: the lowest log loss or, for values, RMSE.
   *
   * @param settings what the sweep set in each run, by the run's name
   * @param comparison of all runs, the first of which is what the others are held against
   */
  public static List<SweepRow> table(
      List<RunSummary> runs,
      Map<String, Map<String, String>> settings,
      @Nullable Comparison comparison) {
    List<SweepRow> rows = new ArrayList<>();
    for (RunSummary run : runs) {
      if (settings.containsKey(run.name())) {
        Metrics m = run.initial();
        rows.add(
            new SweepRow(
                run.name(),
                settings.get(run.name()),
                m.logLoss(),
                m.accuracy(),
                m.brier(),
                m.auc(),
                m.rmse(),
                headline(comparison, run.name(), runs.get(0).name()),
                run.seconds()));
      }
    }
    rows.sort(
        Comparator.comparing(SweepRow::headline, Comparator.nullsLast(Comparator.naturalOrder())));
    return rows;
  }

  private static @Nullable Delta headline(
      @Nullable Comparison comparison, String run, String current) {
    return comparison.runs().stream()
        .filter(d -> d.run().equals(run) && d.against().equals(current))
        .map(Difference::measures)
        .map(measures -> measures.values().iterator().next())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Double headline() {
    return rmse == null ? logLoss : rmse;
  }
}
