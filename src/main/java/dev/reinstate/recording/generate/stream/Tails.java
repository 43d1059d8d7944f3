package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Five numbers without mean or variance, of ten keys. The class is whether the first has the sign
 * of the second, or the third is far out; one in twelve is the other way. In one row of fifty the
 * fourth is −999999 in place of a reading. Known after three hours, one row a minute.
 */
final class Tails implements Rows {

  static final int FEATURES = 5;

  private static final int KEYS = 10;
  private static final double STRAY = 1.0 / 12;
  private static final double FAR = 3;
  private static final double SENTINEL = -999_999;
  private static final double NO_READING = .02;

  private final Draws draws;

  Tails(Draws draws) {
    this.draws = draws;
  }

  @Override
  public Row next(long number) {
    double[] numbers = new double[FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      numbers[i] = draws.cauchy();
    }
    boolean label = numbers[0] > 0 == numbers[1] > 0 || StrictMath.abs(numbers[2]) > FAR;
    if (draws.chance(NO_READING)) {
      numbers[3] = SENTINEL;
    }
    return new Row(
        "key-" + draws.below(KEYS),
        number * MINUTE,
        new FeatureVector(FEATURES).numbers(numbers).complete(),
        label ^ draws.chance(STRAY) ? 1 : 0,
        3 * HOUR);
  }
}
