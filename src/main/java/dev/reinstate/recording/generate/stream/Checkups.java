package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;
import java.util.Arrays;

/**
 * Check-ups in fifty clinics, one each half hour: eight measurements in everyday units, whose
 * logistic function says who falls ill. Each is missing in one check-up of five, but the first,
 * which is made of one in three and of more who fall ill than who do not. Known one to five days
 * later.
 */
final class Checkups implements Rows {

  static final int FEATURES = 8;

  private static final int CLINICS = 50;
  private static final double BIAS = -.8;
  private static final double STRENGTH = .8;
  private static final double MISSING = .2;
  private static final double MADE_IF_ILL = .6;
  private static final double MADE_IF_NOT = .2;
  private static final double[] MEANS = {5.5, 37, 128, 4.8, .012, 250, 72, 140_000};
  private static final double[] DEVIATIONS = {1.2, .6, 18, 1, .004, 60, 11, 25_000};

  private final Draws draws;
  private final double[] weights;

  Checkups(Draws draws) {
    this.draws = draws;
    weights = Arrays.stream(draws.gaussians(FEATURES)).map(w -> STRENGTH * w).toArray();
  }

  @Override
  public Row next(long number) {
    double[] standard = draws.gaussians(FEATURES);
    boolean ill = draws.chance(Draws.logistic(BIAS + Draws.dot(weights, standard)));
    FeatureVector x = new FeatureVector(FEATURES);
    for (int i = 0; i < FEATURES; i++) {
      double missing = i > 0 ? MISSING : 1 - (ill ? MADE_IF_ILL : MADE_IF_NOT);
      x.number(draws.chance(missing) ? Double.NaN : MEANS[i] + DEVIATIONS[i] * standard[i]);
    }
    return new Row(
        "clinic-" + draws.below(CLINICS),
        number * 30 * MINUTE,
        x.complete(),
        ill ? 1 : 0,
        (long) draws.between(DAY, 5 * DAY));
  }
}
