package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Three classes around a point, whose boundaries turn once in 8,000 rows; two numbers say where a
 * row is and two say nothing. Twenty keys, which all follow the same rule. One class in ten is
 * another one. Known after 50 seconds on average, one row a second.
 */
final class Boundaries implements Rows {

  static final int FEATURES = 4;

  private static final int CLASSES = 3;
  private static final int KEYS = 20;
  private static final double ROWS_A_TURN = 8_000;
  private static final double STRAY = .1;

  private final Draws draws;

  Boundaries(Draws draws) {
    this.draws = draws;
  }

  @Override
  public Row next(long number) {
    double[] numbers = draws.gaussians(FEATURES);
    double turns =
        StrictMath.atan2(numbers[1], numbers[0]) / (2 * StrictMath.PI) + number / ROWS_A_TURN;
    int label = (int) (CLASSES * (turns - StrictMath.floor(turns))) % CLASSES;
    return new Row(
        "key-" + draws.below(KEYS),
        number * SECOND,
        new FeatureVector(FEATURES).numbers(numbers).complete(),
        draws.chance(STRAY) ? draws.otherThan(label, CLASSES) : label,
        (long) draws.exponential(50 * SECOND) + 1);
  }
}
