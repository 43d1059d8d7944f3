package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * One of fifty symbols a second, each a pattern of twelve numbers in noise. It is known five
 * minutes later.
 */
final class Symbols implements Rows {

  static final int FEATURES = 12;
  static final int CLASSES = 50;

  private static final double NOISE = .5;

  private final Draws draws;
  private final double[][] patterns = new double[CLASSES][];

  Symbols(Draws draws) {
    this.draws = draws;
    for (int label = 0; label < CLASSES; label++) {
      patterns[label] = draws.gaussians(FEATURES);
    }
  }

  @Override
  public Row next(long number) {
    int label = draws.below(CLASSES);
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      x.number(patterns[label][i] + NOISE * draws.gaussian());
    }
    return new Row("reader", number * SECOND, x.complete(), label, 300 * SECOND);
  }
}
