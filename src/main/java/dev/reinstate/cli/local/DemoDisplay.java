package dev.reinstate.cli.local;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.stream.JobCounts;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows how a demo goes: a line now and then. */
final class DemoDisplay {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final double NANOS = 1e9;

  private final PrintWriter err;
  private final long observations;
  private final long start = System.nanoTime();
  private long lastTime = start;
  private long lastObservations;
  private boolean begun;

  /**
   * @param observations how many there will be
   */
  DemoDisplay(PrintWriter err, long observations) {
    this.err = err;
    this.observations = observations;
  }

  /** Shows how things stand, unless that was shown just now. */
  void show(JobCounts counts, Evaluation evaluation) {
    long now = System.nanoTime();
    if (now - lastTime >= EVERY_NANOS && evaluation.scored() > 0) {
      line(counts, evaluation, now);
    }
  }

  /** Shows how things stand at the end. */
  void end(JobCounts counts, Evaluation evaluation) {
    line(counts, evaluation, System.nanoTime());
    err.println();
  }

  private void line(JobCounts counts, Evaluation evaluation, long now) {
    if (!begun) {
      begun = true;
      err.println();
      err.println(
          "                                            initial predictions     log loss of");
      err.println(
          "   time  observations      rate  pending      AUC  log loss     majority  per origin");
    }
    long done = counts.get(Count.OBSERVATIONS);
    Score score = evaluation.running();
    Map<String, Score> baselines = evaluation.runningBaselines();
    err.printf(
        Locale.ROOT,
        "%5.0f s  %,8d %3d%%  %,6.0f/s  %,7d    %s     %s        %s       %s%n",
        (now - start) / NANOS,
        done,
        100 * done / Math.max(1, observations),
        (done - lastObservations) * NANOS / (now - lastTime),
        counts.get(Count.PENDING),
        number(evaluation.auc()),
        number(score.logLoss()),
        number(baselines.get("majority").logLoss()),
        number(baselines.get("perKeyMajority").logLoss()));
    err.flush();
    lastTime = now;
    lastObservations = done;
  }

  private static String number(@Nullable Double value) {
    return value == null ? "    –" : String.format(Locale.ROOT, "%.3f", value);
  }
}
