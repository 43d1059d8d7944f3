package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;
import java.util.Arrays;

/**
 * Loans of 300 branches, one each quarter of an hour: whether one fails is a logistic function of
 * ten numbers in everyday units, the same for all branches. Known after three days at the median,
 * at most thirty.
 */
final class Loans implements Rows {

  static final int FEATURES = 10;

  private static final int BRANCHES = 300;
  private static final double BIAS = -1.2;
  private static final double STRENGTH = .7;
  private static final double MEDIAN_DAYS = 3;
  private static final double MAX_DAYS = 30;

  /** Means and deviations: years, incomes, shares and rates. */
  private static final double[] MEANS = {45, 38_000, .3, 4.5, 1_200, 8, 2, .05, 700, 250_000};

  private static final double[] DEVIATIONS = {12, 9_000, .1, 1.5, 400, 5, 1.4, .02, 80, 60_000};

  private final Draws draws;
  private final double[] weights;

  Loans(Draws draws) {
    this.draws = draws;
    weights = Arrays.stream(draws.gaussians(FEATURES)).map(w -> STRENGTH * w).toArray();
  }

  @Override
  public Row next(long number) {
    double[] standard = draws.gaussians(FEATURES);
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      x.number(MEANS[i] + DEVIATIONS[i] * standard[i]);
    }
    boolean fails = draws.chance(Draws.logistic(BIAS + Draws.dot(weights, standard)));
    double days = Math.min(MAX_DAYS, draws.logNormal(MEDIAN_DAYS, .8));
    return new Row(
        "branch-" + draws.below(BRANCHES),
        number * 15 * MINUTE,
        x.complete(),
        fails ? 1 : 0,
        (long) (days * DAY) + 1);
  }
}
