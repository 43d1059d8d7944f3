package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Payments of 500 accounts, one each twenty minutes. One in twenty-five is charged back, after two
 * to twelve days; that one is not is known after fourteen. The first two weeks know chargebacks
 * alone. Some accounts are charged back more often than others, and large amounts are.
 */
final class Chargebacks implements Rows {

  static final int FEATURES = 3;

  private static final int ACCOUNTS = 500;
  private static final double BIAS = -4.2;

  private final Draws draws;
  private final double[] risks;

  Chargebacks(Draws draws) {
    this.draws = draws;
    risks = draws.gaussians(ACCOUNTS);
  }

  @Override
  public Row next(long number) {
    int account = draws.below(ACCOUNTS);
    double large = draws.gaussian();
    boolean back = draws.chance(Draws.logistic(BIAS + risks[account] + .8 * large));
    float[] features =
        new FeatureVector(FEATURES)
            .number(40 * StrictMath.exp(large))
            .number(draws.below(24))
            .number(draws.exponential(3))
            .complete();
    return new Row(
        "account-" + account,
        number * 20 * MINUTE,
        features,
        back ? 1 : 0,
        back ? (long) draws.between(2 * DAY, 12 * DAY) : 14 * DAY);
  }
}
