package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * What things are sold for in forty shops, one each half hour: a line through six numbers in their
 * own units, a level of each shop, and noise with heavy tails. Known one to fourteen days later.
 */
final class Prices implements Rows {

  static final int FEATURES = 6;

  private static final int SHOPS = 40;
  private static final double LEVEL = 12_000;
  private static final double UNIT = 1_500;
  private static final double[] MEANS = {120, 3, 1_990, .4, 5e6, 2e-3};
  private static final double[] DEVIATIONS = {30, 1, 12, .1, 2e6, 5e-4};

  private final Draws draws;
  private final double[] weights;
  private final double[] shops;

  Prices(Draws draws) {
    this.draws = draws;
    weights = draws.gaussians(FEATURES);
    shops = draws.gaussians(SHOPS);
  }

  @Override
  public Row next(long number) {
    double[] standard = draws.gaussians(FEATURES);
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      x.number(MEANS[i] + DEVIATIONS[i] * standard[i]);
    }
    int shop = draws.below(SHOPS);
    double price = Draws.dot(weights, standard) + 1.5 * shops[shop] + .6 * draws.heavyTailed();
    return new Row(
        "shop-" + shop,
        number * 30 * MINUTE,
        x.complete(),
        LEVEL + UNIT * price,
        (long) draws.between(DAY, 14 * DAY));
  }
}
