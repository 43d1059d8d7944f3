package dev.reinstate.replay.report;

import static dev.reinstate.replay.report.Html.format;
import static dev.reinstate.replay.report.Html.text;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.format.Sha256;
import dev.reinstate.recording.RecordingInfo;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The report as one HTML page. All that it needs is in it, and its content security policy lets it
 * load nothing else and run no other script.
 */
final class ReportPage {

  private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/";

  private static final String LIBRARY = CHARTS + "dist/chart.umd.min.js";

  private final RecordingInfo recording;
  private final Summary summary;
  private final List<RunLog> logs;
  private final StringBuilder html = new StringBuilder();

  private ReportPage(RecordingInfo recording, Summary summary, List<RunLog> logs) {
    this.recording = recording;
    this.summary = summary;
    this.logs = logs;
  }

  /**
   * @param summary with a comparison
   * @param logs of its runs, in their order
   * @param delays of the scored feedback of the first run, milliseconds
   */
  static String of(RecordingInfo recording, Summary summary, List<RunLog> logs, long[] delays) {
    return new ReportPage(recording, summary, logs).page(delays);
  }

  static boolean hasLibrary() {
    return ReportPage.class.getResource(LIBRARY) != null;
  }

  private String page(long[] delays) {
    String style = resource("/report/report.css");
    String library = resource(LIBRARY);
    String script = resource("/report/report.js");
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append(
        format(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src"
                + " '%s' '%s'; style-src '%s'; img-src data:\">\n",
            hash(library), hash(script), hash(style)));
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append(format("<title>Replay of %s</title>\n", text(recording.name())));
    html.append("<style>").append(style).append("</style>\n</head>\n<body>\n");
    heading();
    scores();
    plots();
    reads();
    credits();
    gallery();
    settings();
    html.append("<script type=\"application/json\" id=\"data\">");
    html.append(new PlotData(summary, logs, delays).json()).append("</script>\n");
    html.append("<script>").append(library).append("</script>\n");
    html.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void heading() {
    RunSummary first = summary.runs().get(0);
    html.append(format("<h1>Replay of %s</h1>\n", text(recording.name())));
    if (recording.description() != null) {
      html.append(format("<p>%s</p>\n", text(recording.description())));
    }
    html.append(
        format(
            "<p class=\"soft\">%,d observations, %,d scored; %s; protocol %s.%s</p>\n",
            first.observations(),
            first.initial().count(),
            period(first),
            text(first.protocol()),
            first.sampledOneIn() > 1
                ? format(
                    " One in %,d is kept for rankings, parts and intervals.", first.sampledOneIn())
                : ""));
  }

  private static String period(RunSummary run) {
    var windows = run.initial().windows();
    return windows.isEmpty()
        ? "nothing scored"
        : Html.time(windows.get(0).from())
            + " to "
            + Html.time(windows.get(windows.size() - 1).to())
            + " UTC";
  }

  private void scores() {
    ScoreTables tables = new ScoreTables(summary);
    html.append(tables.cards());
    html.append("<h2>Scores</h2>\n<p class=\"soft\">Of the initial predictions, with 95 %");
    html.append(" intervals. Baselines predict and learn at the same moments.</p>\n");
    html.append(tables.scores());
    summary.runs().forEach(this::warnings);
    summary.runs().forEach(this::unscored);
    var comparison = summary.comparison();
    html.append("<h2>What is gain and what is luck</h2>\n");
    html.append(
        format(
            "<p class=\"soft\">Paired differences on %,d observations, by %,d resamples of %,d"
                + " blocks of %s and of %,d keys. A verdict is given where no interval holds 0."
                + "</p>\n",
            comparison.observations(),
            comparison.resamples(),
            comparison.blocks(),
            Html.duration(comparison.blockMillis()),
            comparison.keys()));
    html.append(tables.differences());
    if (comparison.lacksVerdicts()) {
      html.append(format("<p class=\"soft\">%s.</p>\n", Comparison.whyNoVerdict()));
    }
    html.append(tables.sweep());
  }

  private void warnings(RunSummary run) {
    for (String warning : run.warnings()) {
      html.append(format("<p><strong>%s: %s.</strong></p>\n", text(run.name()), text(warning)));
    }
  }

  private void unscored(RunSummary run) {
    if (run.unscored() > 0) {
      html.append(
          format(
              "<p class=\"soft\">%s: %,d predictions are not scored, since no feedback came for"
                  + " them.</p>\n",
              text(run.name()), run.unscored()));
    }
    if (run.scoredByDefault() != null) {
      html.append(
          format(
              "<p class=\"soft\">%s: %,d are scored by default feedback, since none came in"
                  + " time.</p>\n",
              text(run.name()), run.scoredByDefault()));
    }
  }

  private void plots() {
    boolean values = summary.runs().get(0).initial().rmse() != null;
    html.append("<h2>Learning curves</h2>\n<p class=\"soft\">By event time of the observations.");
    html.append(" Baselines are dashed; tap a name to show or hide a line.</p>\n");
    html.append("<div class=\"plots\">\n");
    plot(
        "curve-1",
        values
            ? "Root mean squared error; less is better."
            : "Log loss of each window; less is better.");
    boolean ranked = summary.runs().get(0).initial().auc() != null;
    plot(
        "curve-2",
        values
            ? "Mean absolute error; less is better."
            : (ranked ? "AUC" : "Accuracy") + " of each window; more is better.");
    html.append("</div>\n");
    if (!values) {
      html.append("<h2>Calibration</h2>\n<div class=\"plots\">\n");
      plot(
          "reliability",
          "What was said with a probability, and the share of it that came true. On the diagonal"
              + " both are equal.");
      html.append("</div>\n");
    }
    html.append("<h2>Delay</h2>\n<div class=\"plots\">\n");
    plot("by-delay", "Score by tenths of the delay of the feedback, from short to long.");
    plot("delays", "How late feedback came; bins grow by the same factor.");
    html.append("</div>\n<h2>Memory</h2>\n<div class=\"plots\">\n");
    if (logs.stream().anyMatch(log -> !log.staleness().isEmpty())) {
      plot("staleness", "Updates of the model since the embeddings that are read were computed.");
    }
    if (logs.stream().anyMatch(log -> !log.reinstatementError().isEmpty())) {
      plot(
          "reinstatement",
          "Reinstatement error: 1 − cosine of the stored embedding and the one computed anew.");
    }
    plot("memory", "State: embeddings and codes of the memories, and what waits for feedback.");
    html.append("</div>\n");
  }

  private void plot(String id, String caption) {
    html.append(
        format(
            "<figure><div class=\"plot\"><canvas id=\"%s\" role=\"img\" aria-label=\"%s\"></canvas>"
                + "</div><figcaption>%s</figcaption></figure>\n",
            id, text(caption), text(caption)));
  }

  private void reads() {
    if (summary.runs().stream().allMatch(run -> run.reads() == null)) {
      return;
    }
    html.append(
        "<h2>Reads</h2>\n<p class=\"soft\">What each read contributes to a prediction: memories that"
            + " it finds, and the attention that they get, where the rest is the null slot's. And"
            + " what a feedback says of its memories, summed over them: credit and leave-one-out as"
            + " below.</p>\n");
    for (RunSummary run : summary.runs()) {
      if (run.reads() != null) {
        html.append(format("<h3>%s</h3>\n", text(run.name())));
        html.append(ReadTable.of(run.reads()));
      }
    }
  }

  private void credits() {
    html.append(
        format(
            "<h2>Credits</h2>\n<p class=\"soft\">What feedback said of the memories that predictions"
                + " had read, summed over the stream, run %s. Credit: how much the loss falls if the"
                + " memory weighs a little more. Leave-one-out: how much it would have risen without"
                + " it.</p>\n",
            text(summary.runs().get(0).name())));
    html.append(CreditTables.of(logs.get(0).credits()));
  }

  private void gallery() {
    if (logs.get(0).gallery().isEmpty()) {
      return;
    }
    html.append(
        format(
            "<h2>Gallery</h2>\n<p class=\"soft\">Some predictions of the run %s: the image that was"
                + " asked about, and the memories that the prediction read, with the largest weights."
                + " On the left the original, on the right as it was reinstated from its code"
                + " when the feedback came. Credit is what the feedback said of the memory.</p>\n",
            text(summary.runs().get(0).name())));
    html.append(GalleryPage.of(recording, logs.get(0).gallery()));
  }

  private void settings() {
    html.append("<h2>Settings</h2>\n");
    for (RunSummary run : summary.runs()) {
      html.append(
          format(
              "<details><summary>%s</summary>\n<pre>%s</pre>\n<p class=\"soft\">%s</p></details>\n",
              text(run.name()), multiline(lines(run)), text(facts(run))));
    }
    html.append(
        format(
            "<details><summary>Licence of Chart.js, which draws the plots</summary>\n<pre>%s</pre>"
                + "</details>\n",
            multiline(resource(CHARTS + "LICENSE.md"))));
  }

  private static String lines(RunSummary run) {
    StringBuilder lines = new StringBuilder();
    run.settings()
        .forEach((key, value) -> lines.append(key).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  private static String facts(RunSummary run) {
    return format(
        "%,d updates; %,d memories refreshed; %.1f s; digest %s",
        run.updates(),
        run.memoriesRefreshed(),
        run.seconds(),
        run.digest() == null ? "none" : run.digest());
  }

  private static String multiline(String lines) {
    StringBuilder safe = new StringBuilder();
    lines.lines().forEach(line -> safe.append(text(line)).append('\n'));
    return safe.toString();
  }

  private static String hash(String script) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(script));
  }

  private static String resource(String path) {
    try (InputStream in = ReportPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(
            path
                + " is not on the class path; reports are made by ./reinstate, not by the job's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
