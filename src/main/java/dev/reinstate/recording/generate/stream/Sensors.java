package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * A plant is in one of twelve states, drawn anew each ten minutes, and eight sensors show it in
 * their own units. Most states have one outcome and some the other, with one outcome in twenty the
 * other way: neighbours know the rule and a line does not. Outcomes are known a day later.
 */
final class Sensors implements Rows {

  static final int FEATURES = 8;

  private static final int STATES = 12;
  private static final double STRAY = .05;
  private static final double NOISE = .5;
  private static final double[] UNITS = {1e-6, 1e-3, 1, 1e2, 1e3, 1e5, 1e7, 1e9};

  private final Draws draws;
  private final double[][] states = new double[STATES][];
  private final double[] offsets;

  Sensors(Draws draws) {
    this.draws = draws;
    for (int state = 0; state < STATES; state++) {
      states[state] = draws.gaussians(FEATURES);
    }
    offsets = draws.gaussians(FEATURES);
  }

  @Override
  public Row next(long number) {
    int state = draws.below(STATES);
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      x.number(UNITS[i] * (10 * offsets[i] + states[state][i] + NOISE * draws.gaussian()));
    }
    int label = (state % 2) ^ (draws.chance(STRAY) ? 1 : 0);
    return new Row("plant", number * 10 * MINUTE, x.complete(), label, DAY);
  }
}
