package dev.reinstate.cli.bench;

import dev.reinstate.bench.streams.StreamFigures;
import dev.reinstate.bench.streams.StreamResult;
import dev.reinstate.bench.streams.StreamsReport;
import java.util.Formatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report on streams as people read it: a line for each stream. */
final class StreamsText {

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);

  private StreamsText() {}

  static String of(StreamsReport report) {
    StreamsText text = new StreamsText();
    text.out.format(
        "log loss, or RMSE of values, and accuracy; the second half in brackets; %s%n%n",
        report.seeds() == 1 ? "one seed" : "mean of " + report.seeds() + " seeds");
    text.out.format(
        "%-14s%9s%8s%11s%12s%10s%9s%9s   %-22s%11s%12s%10s%n",
        "",
        "observed",
        "from",
        "loss",
        "",
        "accuracy",
        "calibr.",
        "µs CPU",
        "best baseline",
        "loss",
        "",
        "accuracy");
    report.streams().forEach(text::line);
    text.peers(report);
    text.out.format(
        "%nworse than the best baseline on %d of %d streams, with a better loss on %d%n",
        report.worse(), report.streams().size(), report.better());
    return text.out.toString().stripTrailing();
  }

  private void line(StreamResult result) {
    out.format(
        "%-14s%,9d%8s%s%9s%9s   %-22s%s%s%n",
        result.stream(),
        result.observations(),
        number("%.0f", result.learningFrom()),
        scores(result.reinstate()),
        number("%.4f", result.reinstate().calibrationError()),
        number("%.1f", result.cpuMicrosPerObservation()),
        result.bestBaseline(),
        scores(result.best()),
        result.worse() ? "  worse" : "");
  }

  private void peers(StreamsReport report) {
    for (StreamResult result : report.streams()) {
      if (result.peers() != null) {
        out.format("%n%s%n", result.stream());
        result
            .peers()
            .forEach((name, figures) -> out.format("  MOA %-22s%s%n", name, scores(figures)));
      }
    }
  }

  private static String scores(StreamFigures figures) {
    boolean isValue = figures.rmse() != null;
    String format = isValue ? "%.4g" : "%.4f";
    return String.format(
        Locale.ROOT,
        "%11s%12s%10s",
        number(format, isValue ? figures.rmse() : figures.logLoss()),
        "("
            + number(format, isValue ? figures.secondHalf().rmse() : figures.secondHalf().logLoss())
            + ")",
        number("%.4f", figures.accuracy()));
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
