package dev.reinstate.recording.generate.stream;

import dev.reinstate.recording.generate.Draws;
import dev.reinstate.recording.generate.FeatureVector;

/**
 * Tickets of 50 customers, one each three minutes: product, channel, language and urgency, one-hot,
 * and the agent, hashed. Product and channel together decide how often each of five teams solves
 * it, and each customer leans to one of them. Known after half a day at the median.
 */
final class Tickets implements Rows {

  static final int FEATURES =
      Tickets.PRODUCTS + Tickets.CHANNELS + Tickets.LANGUAGES + Tickets.URGENCIES + Tickets.HASH;

  static final int CLASSES = 5;

  private static final int PRODUCTS = 8;
  private static final int CHANNELS = 6;
  private static final int LANGUAGES = 5;
  private static final int URGENCIES = 4;
  private static final int HASH = 8;
  private static final int AGENTS = 25;
  private static final int CUSTOMERS = 50;
  private static final double SHARPNESS = 1.5;

  private final Draws draws;
  private final double[][] agents;
  private final double[][] logits = new double[PRODUCTS * CHANNELS][];
  private final int[] leanings = new int[CUSTOMERS];

  Tickets(Draws draws) {
    this.draws = draws;
    agents = draws.directions(AGENTS, HASH);
    for (int cell = 0; cell < logits.length; cell++) {
      logits[cell] = draws.gaussians(CLASSES);
    }
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      leanings[customer] = draws.below(CLASSES);
    }
  }

  @Override
  public Row next(long number) {
    int product = draws.below(PRODUCTS);
    int channel = draws.below(CHANNELS);
    int customer = draws.below(CUSTOMERS);
    double[] weights = new double[CLASSES];
    for (int team = 0; team < CLASSES; team++) {
      double logit = SHARPNESS * logits[product * CHANNELS + channel][team];
      weights[team] = StrictMath.exp(logit + (leanings[customer] == team ? 1 : 0));
    }
    float[] features =
        new FeatureVector(FEATURES)
            .oneHot(product, PRODUCTS)
            .oneHot(channel, CHANNELS)
            .oneHot(draws.below(LANGUAGES), LANGUAGES)
            .oneHot(draws.below(URGENCIES), URGENCIES)
            .numbers(agents[draws.below(AGENTS)])
            .complete();
    return new Row(
        "customer-" + customer,
        number * 3 * MINUTE,
        features,
        draws.choice(weights),
        (long) draws.logNormal(12 * HOUR, .8) + 1);
  }
}
