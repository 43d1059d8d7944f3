package dev.reinstate.replay;

/**
 * How good some predictions were. What does not apply, or has no predictions, is null.
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
 */
public record Score(
    long count,
    Double accuracy,
    Double logLoss,
    Double brier,
    Double auc,
    Double calibrationError,
    Double rmse) {}
