package dev.reinstate.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.evaluation.metric.TimeSlice;
import dev.reinstate.replay.report.ReportSeries.Series;
import dev.reinstate.replay.summary.BytesPerMemory;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the plots show, as JSON: of a stream of any length some hundred points a line. */
final class PlotData {

  private static final int DELAY_BINS = 30;
  private static final double MEBIBYTE = 1 << 20;

  private final Summary summary;
  private final List<RunLog> logs;
  private final ReportSeries shown;
  private final long[] delays;
  private final boolean values;

  /**
   * @param logs of the runs, in their order
   * @param delays of the scored feedback, milliseconds
   */
  PlotData(Summary summary, List<RunLog> logs, long[] delays) {
    this.summary = summary;
    this.logs = logs;
    this.delays = delays.clone();
    Arrays.sort(this.delays);
    shown = new ReportSeries(summary);
    values = summary.runs().get(0).initial().rmse() != null;
  }

  /** JSON that may stand in a script element. */
  String json() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("measure", values ? "RMSE" : "log loss");
    data.put("curves", curves());
    data.put("reliability", series(shown.runs(), PlotData::reliability));
    List<TimeSlice> tenths = summary.runs().get(0).initial().byDelay();
    data.put("delayLabels", tenths.stream().map(tenth -> Html.duration(tenth.to())).toList());
    data.put("byDelay", series(shown.all(), this::byDelay));
    data.put("delays", delays());
    data.put("staleness", ofLogs(RunLog::staleness));
    data.put("reinstatementError", ofLogs(RunLog::reinstatementError));
    data.put("memory", memory());
    try {
      return new ObjectMapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plots are of plain values", e);
    }
  }

  private List<Map<String, Object>> curves() {
    List<Map<String, Object>> curves = new ArrayList<>();
    if (values) {
      curves.add(curve("curve-1", "RMSE", Score::rmse));
      curves.add(curve("curve-2", "MAE", Score::mae));
    } else {
      curves.add(curve("curve-1", "log loss", Score::logLoss));
      boolean ranked = summary.runs().get(0).initial().auc() != null;
      curves.add(
          ranked
              ? curve("curve-2", "AUC", Score::auc)
              : curve("curve-2", "accuracy", Score::accuracy));
    }
    return curves;
  }

  private Map<String, Object> curve(String id, String title, Function<Score, Double> value) {
    Map<String, Object> curve = new LinkedHashMap<>();
    curve.put("id", id);
    curve.put("title", title);
    curve.put(
        "series",
        series(
            shown.all(),
            metrics -> {
              List<List<? extends Number>> points = new ArrayList<>();
              for (TimeSlice window : metrics.windows()) {
                Double score = value.apply(window.score());
                if (score != null) {
                  points.add(List.of((window.from() + window.to()) / 2, score));
                }
              }
              return points;
            }));
    return curve;
  }

  private static List<List<? extends Number>> reliability(Metrics metrics) {
    List<List<? extends Number>> points = new ArrayList<>();
    if (metrics.reliability() != null) {
      metrics
          .reliability()
          .forEach(bin -> points.add(List.of(bin.probability(), bin.happened(), bin.count())));
    }
    return points;
  }

  private List<List<? extends Number>> byDelay(Metrics metrics) {
    List<List<? extends Number>> points = new ArrayList<>();
    for (int i = 0; i < metrics.byDelay().size(); i++) {
      Score score = metrics.byDelay().get(i).score();
      Double value = values ? score.rmse() : score.logLoss();
      if (value != null) {
        points.add(List.of(i, value));
      }
    }
    return points;
  }

  private static List<Map<String, Object>> series(
      List<Series> some, Function<Metrics, List<List<? extends Number>>> points) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Series one : some) {
      List<List<? extends Number>> own = points.apply(one.metrics());
      if (!own.isEmpty()) {
        all.add(line(one.name(), one.baseline(), one.hidden(), own));
      }
    }
    return all;
  }

  private static Map<String, Object> line(
      String name, boolean baseline, boolean hidden, Object points) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", name);
    line.put("baseline", baseline);
    line.put("hidden", hidden);
    line.put("points", points);
    return line;
  }

  /** Bins that grow by the same factor, so that minutes and days both can be seen. */
  private List<List<Object>> delays() {
    List<List<Object>> bins = new ArrayList<>();
    if (delays.length == 0) {
      return bins;
    }
    double min = Math.max(1, delays[0]);
    double factor = Math.pow(Math.max(1, delays[delays.length - 1]) / min, 1.0 / DELAY_BINS);
    long[] counts = new long[DELAY_BINS];
    for (long delay : delays) {
      double bin = factor > 1 ? Math.log(Math.max(min, delay) / min) / Math.log(factor) : 0;
      counts[(int) Math.min(DELAY_BINS - 1, bin)]++;
    }
    for (int bin = 0; bin < (factor > 1 ? DELAY_BINS : 1); bin++) {
      long from = bin == 0 ? delays[0] : Math.round(min * Math.pow(factor, bin));
      bins.add(List.of(Html.duration(from), counts[bin]));
    }
    return bins;
  }

  private List<Map<String, Object>> ofLogs(Function<RunLog, List<Timeline.Point>> points) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Series run : shown.runs()) {
      List<Timeline.Point> own = points.apply(log(run.name()));
      if (!own.isEmpty()) {
        all.add(line(run.name(), false, false, scaled(own, 1)));
      }
    }
    return all;
  }

  private List<Map<String, Object>> memory() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Series shownRun : shown.runs()) {
      RunSummary run = run(shownRun.name());
      BytesPerMemory bytes = run.bytesPerMemory();
      RunLog log = log(run.name());
      all.add(
          line(
              run.name() + ": memories",
              false,
              false,
              scaled(log.memories(), (bytes.embedding() + bytes.code()) / MEBIBYTE)));
      if (run.bytesPerPending() != null) {
        all.add(
            line(
                run.name() + ": waiting",
                true,
                false,
                scaled(log.pending(), run.bytesPerPending() / MEBIBYTE)));
      }
    }
    return all;
  }

  private static List<List<Number>> scaled(List<Timeline.Point> points, double factor) {
    return points.stream()
        .map(point -> List.<Number>of(point.time(), point.value() * factor))
        .toList();
  }

  private RunSummary run(String name) {
    return summary.runs().get(index(name));
  }

  private RunLog log(String name) {
    return logs.get(index(name));
  }

  private int index(String name) {
    return summary.runs().stream().map(RunSummary::name).toList().indexOf(name);
  }
}
