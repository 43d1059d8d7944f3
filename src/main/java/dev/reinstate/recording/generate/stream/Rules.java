package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * A sum of five numbers above or below its middle, one a minute, with one outcome in twelve the
 * other way. What the numbers count for is drawn anew after each 3,000, from one row to the next.
 * Known after a hundred minutes.
 */
final class Rules implements Rows {

  static final int FEATURES = 5;

  private static final int ROWS_A_RULE = 3_000;
  private static final double STRAY = 1.0 / 12;

  private final Draws draws;
  private double[] weights = {};

  Rules(Draws draws) {
    this.draws = draws;
  }

  @Override
  public Row next(long number) {
    if (number % ROWS_A_RULE == 0) {
      weights = draws.gaussians(FEATURES);
    }
    double[] numbers = draws.gaussians(FEATURES);
    boolean above = Draws.dot(weights, numbers) > 0;
    return new Row(
        "all",
        number * MINUTE,
        new FeatureVector(FEATURES).numbers(numbers).complete(),
        above ^ draws.chance(STRAY) ? 1 : 0,
        100 * MINUTE);
  }
}
