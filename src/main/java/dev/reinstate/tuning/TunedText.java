package dev.reinstate.tuning;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.Comparison.Delta;
import dev.reinstate.evaluation.Comparison.Estimate;
import dev.reinstate.evaluation.ConfidenceInterval;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of a search as a few aligned lines for people. */
public final class TunedText {

  private static final int NAME = 22;

  private final Tuned tuned;
  private final String baseName;
  private final Formatter out = new Formatter(Locale.ROOT);

  private TunedText(Tuned tuned, String baseName) {
    this.tuned = tuned;
    this.baseName = baseName;
  }

  /**
   * The lines, each ended by {@code \n}.
   *
   * @param baseName what to call the settings that the search started from
   */
  public static String of(Tuned tuned, String baseName) {
    TunedText text = new TunedText(tuned, baseName);
    text.search();
    text.heldOut();
    return text.out.toString();
  }

  private void search() {
    out.format(
        "searched on the first %,d observations, beside %s %,d candidates; %s:\n",
        tuned.searchedObservations(), baseName, tuned.candidates(), tuned.measure().title());
    for (Rung rung : tuned.rungs()) {
      out.format(
          "  %,d candidates on %,d: best %.4f, %s %.4f\n",
          rung.candidates().size(),
          rung.observations(),
          rung.candidates().get(0).score(),
          baseName,
          rung.base());
    }
    if (tuned.cut()) {
      out.format("  there was no time to try all of them as long as they should have been\n");
    }
    if (tuned.best().equals(Candidate.BASE)) {
      out.format("found %s to be best\n", baseName);
    } else {
      out.format("found %s\n", tuned.best().text());
    }
  }

  private void heldOut() {
    Comparison comparison = tuned.heldOut();
    if (comparison == null) {
      out.format("no score on the rest: tune was stopped before\n");
      return;
    }
    out.format(
        "on %,d other observations, which the search has not seen, with %.0f%% intervals:\n",
        comparison.observations(), 100 * comparison.confidence());
    comparison.scores().forEach(this::score);
    comparison.runs().forEach(difference -> difference.measures().forEach(this::difference));
  }

  private void score(String name, Map<String, Estimate> scores) {
    Estimate score =
        Objects.requireNonNull(scores.get(tuned.measure().field()), "runs are ranked by it");
    out.format(
        "  %-" + NAME + "s %s%s\n",
        name.equals(Tuned.BASE) ? baseName : name,
        number("%.4f", score.value()),
        interval("%.4f", widest(score.byTime(), score.byKey(), score.byBoth())));
  }

  private void difference(String measure, Delta delta) {
    if (measure.equals(tuned.measure().field())) {
      out.format(
          "%s against %s: %s%s, %s\n",
          Tuned.BEST,
          baseName,
          number("%+.4f", delta.difference()),
          interval("%+.4f", widest(delta.byTime(), delta.byKey(), delta.byBoth())),
          delta.verdict());
    }
  }

  private static @Nullable ConfidenceInterval widest(
      @Nullable ConfidenceInterval byTime,
      @Nullable ConfidenceInterval byKey,
      @Nullable ConfidenceInterval byBoth) {
    if (byBoth != null) {
      return byBoth;
    }
    return byTime != null ? byTime : byKey;
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String interval(String format, @Nullable ConfidenceInterval interval) {
    return interval == null
        ? ""
        : " [%s, %s]".formatted(number(format, interval.low()), number(format, interval.high()));
  }
}
