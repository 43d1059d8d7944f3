package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * The load of a grid, hour by hour for a year: more in the cold and in the heat, more by day than
 * by night, less on two days of the week, and by a third more at the end of a year than at its
 * beginning. Features are temperature, wind, time of day and weekday. Known a day later.
 */
final class Loads implements Rows {

  static final int FEATURES = 5;

  private static final int HOURS_A_YEAR = 8_760;
  private static final int HOURS_A_DAY = 24;
  private static final int DAYS_A_WEEK = 7;
  private static final double COMFORTABLE = 16;
  private static final double LEVEL = 4e8;
  private static final double GROWTH = .33;
  private static final double NOISE = .03;

  private final Draws draws;
  private double weather;

  Loads(Draws draws) {
    this.draws = draws;
  }

  @Override
  public Row next(long number) {
    double day = (double) (number % HOURS_A_DAY) / HOURS_A_DAY;
    int weekday = (int) (number / HOURS_A_DAY % DAYS_A_WEEK);
    double year = (double) number / HOURS_A_YEAR;
    weather = .98 * weather + draws.gaussian();
    double temperature = 12 - 11 * cosine(year) - 4 * cosine(day - .1) + .8 * weather;
    double away = (temperature - COMFORTABLE) / 10;
    double load = 1 + .15 * away * away - .25 * cosine(day) * (weekday < 5 ? 1 : .3);
    load *= (1 + GROWTH * year) * (1 + NOISE * draws.gaussian());
    float[] features =
        new FeatureVector(FEATURES)
            .number(temperature)
            .number(draws.exponential(4))
            .cyclic(day)
            .number(weekday)
            .complete();
    return new Row("grid", number * HOUR, features, LEVEL * load, DAY);
  }

  private static double cosine(double turns) {
    return StrictMath.cos(2 * StrictMath.PI * turns);
  }
}
