package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Five classes in turn, one row a second, at places that wander over a plane. Known 61 rows later,
 * so that the class that became known last is never the next one.
 */
final class Turns implements Rows {

  static final int FEATURES = 2;
  static final int CLASSES = 5;

  private static final long KNOWN_AFTER = 61 * SECOND;
  private static final double STEP = .012;
  private static final double NOISE = .35;

  private final Draws draws;
  private final double[][] places = new double[CLASSES][];

  Turns(Draws draws) {
    this.draws = draws;
    for (int label = 0; label < CLASSES; label++) {
      places[label] = draws.gaussians(FEATURES);
    }
  }

  @Override
  public Row next(long number) {
    int label = (int) (number % CLASSES);
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      // pulled back to the middle, so that places keep a deviation of 1
      places[label][i] += StrictMath.sqrt(2 * STEP) * draws.gaussian() - STEP * places[label][i];
      x.number(places[label][i] + NOISE * draws.gaussian());
    }
    return new Row("table", number * SECOND, x.complete(), label, KNOWN_AFTER);
  }
}
