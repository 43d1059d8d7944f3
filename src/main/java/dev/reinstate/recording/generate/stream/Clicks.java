package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Advertisements shown to 400 people, one each twenty seconds: a site and a device, one-hot, a
 * campaign of thirty, hashed, and the time of day. Most rewards are 0; about one in twelve earns
 * something, by campaign and device together and by who it is. Known after twenty minutes on
 * average.
 */
final class Clicks implements Rows {

  static final int FEATURES = Clicks.SITES + Clicks.DEVICES + Clicks.HASH + 2;

  private static final int SITES = 6;
  private static final int DEVICES = 3;
  private static final int HASH = 8;
  private static final int CAMPAIGNS = 30;
  private static final int PEOPLE = 400;
  private static final double BIAS = -3.2;

  private final Draws draws;
  private final double[][] campaigns;
  private final double[][] appeal = new double[CAMPAIGNS][];
  private final double[] interest;

  Clicks(Draws draws) {
    this.draws = draws;
    campaigns = draws.directions(CAMPAIGNS, HASH);
    for (int campaign = 0; campaign < CAMPAIGNS; campaign++) {
      appeal[campaign] = draws.gaussians(DEVICES);
    }
    interest = draws.gaussians(PEOPLE);
  }

  @Override
  public Row next(long number) {
    long time = number * 20 * SECOND;
    int person = draws.below(PEOPLE);
    int device = draws.below(DEVICES);
    int campaign = draws.below(CAMPAIGNS);
    float[] features =
        new FeatureVector(FEATURES)
            .oneHot(draws.below(SITES), SITES)
            .oneHot(device, DEVICES)
            .numbers(campaigns[campaign])
            .cyclic((double) (time % DAY) / DAY)
            .complete();
    boolean clicks =
        draws.chance(Draws.logistic(BIAS + appeal[campaign][device] + interest[person]));
    return new Row(
        "person-" + person,
        time,
        features,
        clicks ? draws.logNormal(2, 1) : 0,
        (long) draws.exponential(20 * MINUTE) + 1);
  }
}
