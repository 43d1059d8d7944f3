package dev.reinstate.replay.summary;

import dev.reinstate.evaluation.Comparison;
import dev.reinstate.evaluation.ReadContribution;
import dev.reinstate.evaluation.metric.Metrics;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A summary as a few aligned lines for people. */
public final class SummaryText {

  private final Formatter out = new Formatter(Locale.ROOT);

  private SummaryText() {}

  /**
   * The lines of all runs, each ended by {@code \n}; of a sweep those of the first, and a table.
   */
  public static String of(Summary summary) {
    SummaryText text = new SummaryText();
    boolean all = summary.sweep() == null;
    summary.runs().stream().limit(all ? Long.MAX_VALUE : 1).forEach(text::run);
    ComparisonText comparison = new ComparisonText(text.out);
    if (summary.comparison() != null && summary.runs().size() <= Comparison.FEW_RUNS) {
      comparison.compared(summary.comparison());
    }
    if (summary.sweep() != null) {
      comparison.sweep(summary.sweep());
    }
    return text.out.toString();
  }

  private void run(RunSummary run) {
    out.format(
        "%s: %,d observations, %,d predictions, %,d credits in %.1f s",
        run.name(), run.observations(), run.predictions(), run.credits(), run.seconds());
    if (run.observationsPerSecond() != null) {
      out.format(" (%,.0f a second)", run.observationsPerSecond());
    }
    out.format("\n\n");
    scores(run);
    groups(run.initial());
    reads(run.reads());
    eventCounts(run);
    credit(run);
    learning(run);
    cost(run.cost());
    from(run.startedFrom());
    run.warnings().forEach(warning -> out.format("  warning   %s\n", warning));
    out.format("  protocol  %s\n", run.protocol());
    if (run.sampledOneIn() > 1) {
      out.format("  sampled   one in %,d: AUC and parts are of these\n", run.sampledOneIn());
    }
    if (run.digest() != null) {
      out.format("  digest    %s\n", run.digest());
    }
  }

  private void scores(RunSummary run) {
    if (run.initial().rmse() != null) {
      out.format("  %-20s %9s %9s\n", "", "scored", "RMSE");
      value("initial prediction", run.initial());
      run.baselines().forEach(this::value);
    } else {
      out.format(
          "  %-20s %9s %9s %9s %9s %9s\n", "", "scored", "accuracy", "log loss", "Brier", "AUC");
      probabilities("initial prediction", run.initial());
      run.baselines().forEach(this::probabilities);
    }
  }

  private void groups(Metrics initial) {
    if (initial.groups() == null) {
      return;
    }
    boolean values = initial.rmse() != null;
    out.format(
        "\n  %-20s %9s %9s %9s\n", "group", "scored", values ? "RMSE" : "accuracy", "last 20%");
    initial
        .groups()
        .forEach(
            (name, group) ->
                out.format(
                    "  %-20s %,9d %9s %9s\n",
                    name,
                    group.count(),
                    number(values ? group.rmse() : group.accuracy()),
                    number(values ? group.last20().rmse() : group.last20().accuracy())));
  }

  private void reads(@Nullable List<ReadContribution> reads) {
    if (reads == null) {
      return;
    }
    int width = Math.max(20, reads.stream().mapToInt(read -> read.name().length()).max().orElse(0));
    String name = "  %-" + width + "s";
    out.format(
        "\n" + name + " %9s %9s %9s %13s\n",
        "read",
        "memories",
        "weight",
        "credit",
        "leave-one-out");
    for (ReadContribution read : reads) {
      out.format(
          name + " %9.1f %9.3f %+9.4f %+13.4f\n",
          read.name(),
          read.memoriesRead(),
          read.weight(),
          read.credit(),
          read.leaveOneOut());
    }
  }

  private void value(String name, Metrics m) {
    out.format("  %-20s %,9d %9s\n", name, m.count(), number(m.rmse()));
  }

  private void probabilities(String name, Metrics m) {
    out.format(
        "  %-20s %,9d %9s %9s %9s %9s\n",
        name,
        m.count(),
        number(m.accuracy()),
        number(m.logLoss()),
        number(m.brier()),
        number(m.auc()));
  }

  static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private void eventCounts(RunSummary run) {
    FeedbackCounts f = run.feedback();
    out.format(
        "\n  feedback  sent %,d %s matched %,d + duplicate %,d + ignored %,d + orphan %,d"
            + " + late %,d + capped %,d + malformed %,d + held %,d\n",
        f.sent(),
        f.balances() ? "=" : "but",
        f.matched(),
        f.duplicate(),
        f.ignored(),
        f.orphan(),
        f.late(),
        f.capped(),
        f.malformed(),
        f.held());
    out.format(
        "            of the matched early %,d, repeated %,d; observations still pending %,d\n",
        f.early(), f.repeated(), run.pending());
    if (run.predictionsNotFinite() + run.creditsNotFinite() > 0) {
      out.format(
          "  kept back %,d predictions and %,d credits: a number in them is not finite\n",
          run.predictionsNotFinite(), run.creditsNotFinite());
    }
    if (run.scoredByDefault() != null) {
      out.format(
          "  scored    %,d by default feedback, since none came in time\n", run.scoredByDefault());
    }
    if (run.unscored() > 0) {
      out.format("  unscored  %,d predictions: no feedback came for them\n", run.unscored());
    }
  }

  private void credit(RunSummary run) {
    if (run.creditPrecisionAt1() != null) {
      out.format(
          "  credit    the largest went to the true cause in %s of the last 20%%\n",
          number(run.creditPrecisionAt1()));
    }
  }

  private void cost(@Nullable Cost cost) {
    if (cost != null && cost.cpuMicrosPerEvent() != null) {
      out.format(
          "  cost      an event %.1f µs of processor time and %,.0f bytes allocated; evaluation %.1f µs\n",
          cost.cpuMicrosPerEvent(),
          cost.allocatedBytesPerEvent(),
          cost.evaluationCpuMicrosPerEvent());
    }
  }

  private void from(@Nullable StartedFrom from) {
    if (from != null) {
      out.format(
          "  from      %s: %,d memories, %,d observations pending, model version %,d\n",
          from.savepoint(), from.memories(), from.pending(), from.modelVersion());
    }
  }

  private void learning(RunSummary run) {
    if (run.learningFrom() == null) {
      out.format("  learning  %,d updates: nothing was learned\n", run.updates());
    } else {
      out.format(
          "  learning  %,d updates, from observation %,d on\n", run.updates(), run.learningFrom());
    }
    if (run.gradientsDropped() + run.targetsLimited() > 0) {
      out.format(
          "  extremes  %,d gradients dropped, %,d targets limited\n",
          run.gradientsDropped(), run.targetsLimited());
    }
    if (run.gradientCosineToExact() != null) {
      out.format(
          "  gradient  cosine to the exact one: %s\n",
          run.gradientCosineToExact().entrySet().stream()
              .map(mode -> mode.getKey() + " " + number(mode.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }
}
