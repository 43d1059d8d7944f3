package dev.reinstate.bench;

import dev.reinstate.replay.summary.RunSummary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reinstate and learners of another library on one recording, one after the other. A peer runs on
 * one thread, which reads, predicts, learns and scores. Reinstate's learner has one thread too; one
 * more reads ahead of it and one scores behind it. So the wall clock favours Reinstate where cores
 * are free, and processor time, of all threads, is the figure to compare.
 *
 * @param recording its name
 * @param observations how many were replayed
 * @param reinstate learning, as the job says
 * @param reinstateFrozen the same without learning
 * @param moa learners of MOA by name
 */
public record PeersReport(
    String recording,
    long observations,
    Result reinstate,
    Result reinstateFrozen,
    Map<String, Result> moa) {

  /**
   * How fast and how good one was. What does not apply is null.
   *
   * @param observationsPerSecond of wall-clock time, in which each is read, predicted, learned and
   *     scored
   * @param cpuMicrosPerObservation processor time of the whole JVM for the same, microseconds: of
   *     all threads, the compiler's and the garbage collector's too
   * @param auc of the initial predictions, as the next two
   * @param secondHalfAuc of the second half of the stream
   */
  public record Result(
      @Nullable Double observationsPerSecond,
      double cpuMicrosPerObservation,
      @Nullable Double auc,
      @Nullable Double logLoss,
      @Nullable Double accuracy,
      @Nullable Double secondHalfAuc) {

    static Result of(RunSummary run, double cpuMicrosPerObservation) {
      return new Result(
          run.observationsPerSecond(),
          cpuMicrosPerObservation,
          run.initial().auc(),
          run.initial().logLoss(),
          run.initial().accuracy(),
          run.initial().secondHalf().auc());
    }
  }
}
