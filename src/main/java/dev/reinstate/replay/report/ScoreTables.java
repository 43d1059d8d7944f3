package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.interval;
import static dev.reinstate.replay.report.Html.number;
import static dev.reinstate.replay.report.Html.signed;
import static dev.reinstate.replay.report.Html.text;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.Comparison.Difference;
import dev.reinstate.evaluation.Comparison.Estimate;
import dev.reinstate.evaluation.ConfidenceInterval;
import dev.reinstate.replay.summary.Summary;
import dev.reinstate.replay.summary.SweepRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who scored what, and what of it may be luck. */
final class ScoreTables {

  private static final Map<String, String> TITLES =
      Map.of(
          "logLoss", "log loss",
          "accuracy", "accuracy",
          "brier", "Brier",
          "auc", "AUC",
          "rmse", "RMSE",
          "mae", "MAE");

  private final Summary summary;
  private final @Nullable Comparison comparison;
  private final List<String> measures;
  private final Set<String> runs;

  ScoreTables(Summary summary) {
    this.summary = summary;
    comparison = summary.comparison();
    measures = List.copyOf(comparison.scores().values().iterator().next().keySet());
    runs = summary.runs().stream().map(run -> run.name()).collect(Collectors.toSet());
  }

  static @Nullable String title(String measure) {
    return TITLES.get(measure);
  }

  /** The widest interval that there is. */
  private static @Nullable ConfidenceInterval widest(
      @Nullable ConfidenceInterval byTime,
      @Nullable ConfidenceInterval byKey,
      @Nullable ConfidenceInterval byBoth) {
    return byBoth != null ? byBoth : byTime != null ? byTime : byKey;
  }

  /** A card for each run: its headline with an interval, and what it is worth. */
  String cards() {
    String headline = measures.get(0);
    StringBuilder html = new StringBuilder("<div class=\"cards\">\n");
    new ReportSeries(summary)
        .runs()
        .forEach(
            run -> {
              Estimate e = comparison.scores().get(run.name()).get(headline);
              html.append(
                  format(
                      "<div class=\"card\">%s<b>%s</b>%s, 95 %% interval %s%s%s</div>\n",
                      text(run.name()),
                      number(e.value()),
                      title(headline),
                      interval(widest(e.byTime(), e.byKey(), e.byBoth())),
                      againstFirst(run.name(), headline),
                      againstBaseline(run.name(), headline)));
            });
    return html.append("</div>\n").toString();
  }

  private String againstFirst(String run, String headline) {
    return comparison.runs().stream()
        .filter(d -> d.run().equals(run) && d.against().equals(summary.runs().get(0).name()))
        .map(d -> sentence(d, headline))
        .findFirst()
        .orElse("");
  }

  private String againstBaseline(String run, String headline) {
    return comparison.baselines().stream()
        .filter(d -> d.run().equals(run) && d.measures().get(headline).difference() != null)
        .max(Comparator.comparing(d -> d.measures().get(headline).difference()))
        .map(d -> sentence(d, headline))
        .orElse("");
  }

  private static String sentence(Difference difference, String measure) {
    Delta delta = difference.measures().get(measure);
    String other = text(difference.against());
    return switch (delta.verdict()) {
      case "same" -> format("<br>the same as %s", other);
      case "none" -> format("<br>not to be compared with %s", other);
      case "unclear" -> format("<br>no clear difference from %s", other);
      default ->
          format(
              "<br><span class=\"%s\">%s</span> than %s by %s",
              delta.verdict(), delta.verdict(), other, number(Math.abs(delta.difference())));
    };
  }

  /** All runs and baselines with all measures. */
  String scores() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<tr><th></th>");
    measures.forEach(m -> html.append(format("<th class=\"n\">%s</th>", title(m))));
    html.append("</tr>\n");
    comparison
        .scores()
        .forEach(
            (name, estimates) -> {
              html.append(
                  format(
                      "<tr%s><td class=\"name\">%s</td>",
                      runs.contains(name) ? " class=\"run\"" : "", text(name)));
              estimates
                  .values()
                  .forEach(
                      e ->
                          html.append(
                              format(
                                  "<td class=\"n\">%s<small>%s</small></td>",
                                  number(e.value()),
                                  interval(widest(e.byTime(), e.byKey(), e.byBoth())))));
              html.append("</tr>\n");
            });
    return html.append("</table></div>\n").toString();
  }

  /** Runs against runs in all measures, and against the baselines in the first. */
  String differences() {
    StringBuilder html = new StringBuilder();
    if (!comparison.runs().isEmpty()) {
      html.append("<h3>Runs against runs</h3>\n").append(begin());
      for (Difference difference : comparison.runs()) {
        measures.forEach(measure -> html.append(row(difference, measure)));
      }
      html.append("</table></div>\n");
    }
    if (!comparison.baselines().isEmpty()) {
      html.append("<h3>Runs against baselines</h3>\n").append(begin());
      comparison.baselines().forEach(d -> html.append(row(d, measures.get(0))));
      html.append("</table></div>\n");
    }
    return html.toString();
  }

  private static String begin() {
    return "<div class=\"scroll\"><table>\n<tr><th>run</th><th>against</th><th></th>"
        + "<th class=\"n\">difference</th><th></th><th class=\"n\">by time</th>"
        + "<th class=\"n\">by key</th><th class=\"n\">by both</th></tr>\n";
  }

  private static String row(Difference difference, String measure) {
    Delta delta = difference.measures().get(measure);
    return format(
        "<tr><td class=\"name\">%s</td><td class=\"name\">%s</td><td class=\"measure\">%s</td>"
            + "<td class=\"n\">%s</td><td class=\"%s\">%s</td><td class=\"n\">%s</td>"
            + "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n",
        text(difference.run()),
        text(difference.against()),
        title(measure),
        signed(delta.difference()),
        delta.verdict(),
        delta.verdict(),
        signed(delta.byTime()),
        signed(delta.byKey()),
        signed(delta.byBoth()));
  }

  /** The sweep's table; empty where there was none. */
  String sweep() {
    if (summary.sweep() == null) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<h2>Sweep</h2>\n<p class=\"soft\">The best first. Of many settings some look good by"
                + " chance.</p>\n<div class=\"scroll\"><table>\n<tr><th>settings</th>"
                + "<th class=\"n\">log loss or RMSE</th><th class=\"n\">accuracy</th>"
                + "<th class=\"n\">AUC</th><th class=\"n\">against current</th><th></th></tr>\n");
    for (SweepRow row : summary.sweep()) {
      Delta delta = row.againstCurrent();
      html.append(
          format(
              "<tr%s><td class=\"name\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                  + "<td class=\"n\">%s</td><td class=\"n\">%s<small>%s</small></td>"
                  + "<td class=\"%s\">%s</td></tr>\n",
              delta == null ? " class=\"run\"" : "",
              text(settings(row)),
              number(row.rmse() == null ? row.logLoss() : row.rmse()),
              number(row.accuracy()),
              number(row.auc()),
              delta == null ? "" : signed(delta.difference()),
              delta == null
                  ? "current"
                  : signed(widest(delta.byTime(), delta.byKey(), delta.byBoth())),
              delta == null ? "" : delta.verdict(),
              delta == null ? "" : delta.verdict()));
    }
    return html.append("</table></div>\n").toString();
  }

  private static String settings(SweepRow row) {
    return row.settings().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
