package dev.reinstate.evaluation.metric;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good a predictor was on a stream, in the names of the summary.
 *
 * @param count see {@link Score}, as are the next six: all scored predictions
 * @param last20 the last fifth of them, in the order of their observations
 * @param secondHalf the second half of them, likewise
 * @param groups the same for each group of the recording's truth on its own, or null where it has
 *     none
 * @param balancedAccuracy see {@link Score}, as are the next six: all scored predictions
 * @param reliability what came true of what was said with which probability; null for values
 * @param windows by event time of the observations, equally long, those without any left out; from
 *     is in the window and to is not
 * @param byDelay by delay of the feedback, in tenths of the predictions, from the shortest to the
 *     longest; from and to are delays that occurred, and equal delays are in one tenth
 * @param byKey of the keys with the most scored predictions, most first
 */
public record Metrics(
    long count,
    @Nullable Double accuracy,
    @Nullable Double logLoss,
    @Nullable Double brier,
    @Nullable Double auc,
    @Nullable Double calibrationError,
    @Nullable Double rmse,
    Score last20,
    Score secondHalf,
    @Nullable Map<String, Metrics> groups,
    @Nullable Double balancedAccuracy,
    @Nullable Double kappa,
    @Nullable Double kappaNoChange,
    @Nullable Double averagePrecision,
    @Nullable Double mae,
    @Nullable Double rewardSum,
    @Nullable Double chosenRewardSum,
    @Nullable List<Calibration.Bin> reliability,
    @Nullable List<TimeSlice> windows,
    @Nullable List<TimeSlice> byDelay,
    @Nullable Map<String, Score> byKey) {

  public static Metrics of(
      Score all,
      Score last20,
      Score secondHalf,
      @Nullable Map<String, Metrics> groups,
      @Nullable List<Calibration.Bin> reliability,
      Breakdown breakdown) {
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
        groups,
        all.balancedAccuracy(),
        all.kappa(),
        all.kappaNoChange(),
        all.averagePrecision(),
        all.mae(),
        all.rewardSum(),
        all.chosenRewardSum(),
        reliability,
        breakdown.windows(),
        breakdown.byDelay(),
        breakdown.byKey());
  }

  /** The scores of parts; null where they are not asked for. */
  public record Breakdown(
      @Nullable List<TimeSlice> windows,
      @Nullable List<TimeSlice> byDelay,
      @Nullable Map<String, Score> byKey) {
    public static final Breakdown NONE = new Breakdown(null, null, null);
  }
}
