package dev.reinstate.evaluation.metric;

import org.jspecify.annotations.Nullable;

/**
 * How good some predictions were. What does not apply, or has no predictions, is null. The formulas
 * are in docs/guides/evaluation.md.
 *
 * @param count how many were scored
 * @param accuracy share whose most probable label was right, the lowest of those that tie
 * @param logLoss mean negative natural logarithm of the label's probability, clipped at 1e-7
 * @param brier mean squared difference from the label: of the second class's probability with two
 *     classes or a reward, summed over the classes with more
 * @param auc the chance that a positive is ranked over a negative, half of it where they tie; two
 *     classes or a reward, both seen
 * @param calibrationError expected calibration error: of the second class's probability with two
 *     classes or a reward, of the most probable label's with more
 * @param rmse square root of the mean squared error; values only
 * @param balancedAccuracy mean over the labels that occurred of the share of each that was right
 * @param kappa Cohen's: 0 for guesses at the same rates, 1 for all right; null where such guesses
 *     are always right
 * @param kappaNoChange the same against the baseline {@code noChange} in place of guesses
 * @param averagePrecision area under precision by recall, in steps; as {@code auc}
 * @param mae mean absolute error; values only
 * @param rewardSum sum of the rewards; rewards only
 * @param chosenRewardSum sum of those rewards that were predicted to be positive; rewards only
 */
public record Score(
    long count,
    @Nullable Double accuracy,
    @Nullable Double logLoss,
    @Nullable Double brier,
    @Nullable Double auc,
    @Nullable Double calibrationError,
    @Nullable Double rmse,
    @Nullable Double balancedAccuracy,
    @Nullable Double kappa,
    @Nullable Double kappaNoChange,
    @Nullable Double averagePrecision,
    @Nullable Double mae,
    @Nullable Double rewardSum,
    @Nullable Double chosenRewardSum) {

  /** Of no predictions. */
  static final Score NONE =
      new Score(0, null, null, null, null, null, null, null, null, null, null, null, null, null);

  static Score ofValues(long count, double rmse, double mae) {
    return new Score(
        count, null, null, null, null, null, rmse, null, null, null, null, mae, null, null);
  }
}
