package dev.reinstate.bench;

import dev.reinstate.replay.RunSummary;
import java.util.Map;

/**
 * Reinstate and learners of another library on one recording, one after the other on one thread.
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
   * @param observationsPerSecond of wall-clock time, in which each is read, predicted and learned
   * @param cpuMicrosPerObservation processor time of the same, microseconds
   * @param auc of the initial predictions, as the next two
   * @param secondHalfAuc of the second half of the stream
   */
  public record Result(
      Double observationsPerSecond,
      Double cpuMicrosPerObservation,
      Double auc,
      Double logLoss,
      Double accuracy,
      Double secondHalfAuc) {

    static Result of(RunSummary run, Double cpuMicrosPerObservation) {
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
