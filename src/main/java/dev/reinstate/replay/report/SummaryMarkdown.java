package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.number;
import static dev.reinstate.replay.report.Html.signed;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.Comparison.Difference;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.Summary;
import dev.reinstate.replay.summary.SweepRow;
import java.util.List;
import java.util.Map;

/** The summary in Markdown, for a pull request or a note. */
final class SummaryMarkdown {

  private SummaryMarkdown() {}

  static String of(RecordingInfo recording, Summary summary) {
    Comparison comparison = summary.comparison();
    RunSummary first = summary.runs().get(0);
    StringBuilder out = new StringBuilder();
    out.append(format("# Replay of %s\n\n", cell(recording.name())));
    out.append(
        format(
            "%,d observations, %,d scored, protocol %s.\n\n",
            first.observations(), first.initial().count(), first.protocol()));
    for (RunSummary run : summary.runs()) {
      run.warnings()
          .forEach(
              warning -> out.append(format("**%s: %s.**\n\n", cell(run.name()), cell(warning))));
    }
    List<String> measures = List.copyOf(comparison.scores().values().iterator().next().keySet());
    out.append("| |");
    measures.forEach(measure -> out.append(format(" %s |", ScoreTables.title(measure))));
    out.append("\n|---|").append("---|".repeat(measures.size())).append('\n');
    comparison
        .scores()
        .forEach(
            (name, estimates) -> {
              out.append(format("| %s |", cell(name)));
              estimates.values().forEach(e -> out.append(format(" %s |", number(e.value()))));
              out.append('\n');
            });
    differences(comparison, measures, out);
    sweep(summary, out);
    return out.toString();
  }

  private static void differences(Comparison comparison, List<String> measures, StringBuilder out) {
    out.append(
        format(
            "\nDifferences, with 95 %% intervals by %,d blocks of %s and by %,d keys:\n\n",
            comparison.blocks(), Html.duration(comparison.blockMillis()), comparison.keys()));
    out.append("| run | against | | difference | by time | by key | by both | |\n");
    out.append("|---|---|---|---|---|---|---|---|\n");
    comparison.runs().forEach(d -> measures.forEach(measure -> difference(d, measure, out)));
    comparison.baselines().forEach(d -> difference(d, measures.get(0), out));
  }

  private static void difference(Difference difference, String measure, StringBuilder out) {
    Delta delta = difference.measures().get(measure);
    out.append(
        format(
            "| %s | %s | %s | %s | %s | %s | %s | %s |\n",
            cell(difference.run()),
            cell(difference.against()),
            ScoreTables.title(measure),
            signed(delta.difference()),
            signed(delta.byTime()),
            signed(delta.byKey()),
            signed(delta.byBoth()),
            delta.verdict()));
  }

  private static void sweep(Summary summary, StringBuilder out) {
    if (summary.sweep() == null) {
      return;
    }
    out.append("\n| sweep, the best first | log loss or RMSE | AUC |\n|---|---|---|\n");
    for (SweepRow row : summary.sweep()) {
      StringBuilder settings = new StringBuilder();
      for (Map.Entry<String, String> entry : row.settings().entrySet()) {
        settings.append(entry.getKey()).append('=').append(entry.getValue()).append(' ');
      }
      out.append(
          format(
              "| %s | %s | %s |\n",
              cell(settings.toString().trim()),
              number(row.rmse() == null ? row.logLoss() : row.rmse()),
              number(row.auc())));
    }
  }

  /** A name that does not end its cell. */
  private static String cell(String name) {
    return Html.text(name).replace("|", "\\|");
  }
}
