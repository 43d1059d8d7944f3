package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Payments with 2,000 cards, one each ten minutes, at one of 200 merchants, which are hashed. About
 * three in 1,000 are frauds: large ones, at night, at some merchants. All is known a week later.
 */
final class Fraud implements Rows {

  static final int FEATURES = 2 + 2 + Fraud.HASH;

  private static final int HASH = 16;
  private static final int CARDS = 2_000;
  private static final int MERCHANTS = 200;
  private static final double RISKY_MERCHANT = .05;
  private static final double NIGHT = .25;
  private static final double BIAS = -7.7;

  private final Draws draws;
  private final double[][] merchants;
  private final boolean[] risky = new boolean[MERCHANTS];

  Fraud(Draws draws) {
    this.draws = draws;
    merchants = draws.directions(MERCHANTS, HASH);
    for (int merchant = 0; merchant < MERCHANTS; merchant++) {
      risky[merchant] = draws.chance(RISKY_MERCHANT);
    }
  }

  @Override
  public Row next(long number) {
    long time = number * 10 * MINUTE;
    double turns = (double) (time % DAY) / DAY;
    int merchant = draws.below(MERCHANTS);
    double large = draws.gaussian();
    double risk = BIAS + 1.2 * large + (risky[merchant] ? 3 : 0) + (turns < NIGHT ? 1 : 0);
    float[] features =
        new FeatureVector(FEATURES)
            .number(2_500 * StrictMath.exp(1.2 * large))
            .number(draws.below(10))
            .cyclic(turns)
            .numbers(merchants[merchant])
            .complete();
    boolean fraud = draws.chance(Draws.logistic(risk));
    return new Row("card-" + draws.below(CARDS), time, features, fraud ? 1 : 0, 7 * DAY);
  }
}
