package dev.reinstate.replay.report;

import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Whose curves are drawn: runs, the first and the best others, then the first run's baselines, best
 * first.
 */
final class ReportSeries {

  private static final int RUNS = 5;
  private static final int BASELINES_IN_VIEW = 3;

  private final List<Series> all = new ArrayList<>();

  /**
   * @param name of a run or a baseline
   * @param hidden whether it is shown only when asked for
   */
  record Series(String name, Metrics metrics, boolean baseline, boolean hidden) {}

  ReportSeries(Summary summary) {
    List<RunSummary> runs = summary.runs();
    RunSummary first = runs.get(0);
    all.add(new Series(first.name(), first.initial(), false, false));
    runs.stream()
        .skip(1)
        .sorted(Comparator.comparing(run -> headline(run.initial())))
        .limit(RUNS - 1L)
        .forEach(run -> all.add(new Series(run.name(), run.initial(), false, false)));
    List<Map.Entry<String, Metrics>> baselines =
        first.baselines().entrySet().stream()
            .sorted(Comparator.comparing(baseline -> headline(baseline.getValue())))
            .toList();
    for (int b = 0; b < baselines.size(); b++) {
      all.add(
          new Series(
              baselines.get(b).getKey(),
              baselines.get(b).getValue(),
              true,
              b >= BASELINES_IN_VIEW));
    }
  }

  /** What is less the better: log loss, or RMSE for values. */
  static double headline(Metrics metrics) {
    Double headline = metrics.rmse() == null ? metrics.logLoss() : metrics.rmse();
    return headline == null ? Double.POSITIVE_INFINITY : headline;
  }

  List<Series> all() {
    return all;
  }

  List<Series> runs() {
    return all.stream().filter(series -> !series.baseline()).toList();
  }
}
