package dev.reinstate.replay;

import java.util.Map;

/**
 * How good a predictor was on a stream, in the names of the summary.
 *
 * @param count see {@link Score}, as are the next six: all scored predictions
 * @param last20 the last fifth of them, in the order of their observations
 * @param secondHalf the second half of them, likewise
 * @param groups the same for each group of the recording's truth on its own, or null where it has
 *     none
 */
public record Metrics(
    long count,
    Double accuracy,
    Double logLoss,
    Double brier,
    Double auc,
    Double calibrationError,
    Double rmse,
    Score last20,
    Score secondHalf,
    Map<String, Metrics> groups) {

  static Metrics of(Score all, Score last20, Score secondHalf, Map<String, Metrics> groups) {
    return new Metrics(
        all.count(),
        all.accuracy(),
        all.logLoss(),
        all.brier(),
        all.auc(),
        all.calibrationError(),
        all.rmse(),
        last20,
        secondHalf,
        groups);
  }
}
