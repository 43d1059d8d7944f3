package dev.reinstate.learner;

import dev.reinstate.learner.LearnerSettings.Prior;
import java.util.Arrays;

/**
 * What a prediction says where memory is silent: {@code prediction.prior}. The key's rate of known
 * values counts as much as its values are many, the rate over all keys as much as {@link #STRENGTH}
 * values.
 */
final class Priors {

  private static final double STRENGTH = 10;

  private final LearnerSettings.Prediction settings;
  private final ValueStatistics all;

  Priors(LearnerSettings.Prediction settings) {
    this.settings = settings;
    all = newStatistics();
  }

  ValueStatistics newStatistics() {
    return new ValueStatistics(settings.target(), settings.classes());
  }

  /** Over all keys that this learner has seen. */
  ValueStatistics all() {
    return all;
  }

  /** A value became known. */
  void known(ValueStatistics key, double value) {
    key.add(settings.target(), value, 1);
    all.add(settings.target(), value, 1);
  }

  /** A value that was known turned out to be wrong. */
  void corrected(ValueStatistics key, double before, double value) {
    key.add(settings.target(), before, -1);
    all.add(settings.target(), before, -1);
    known(key, value);
  }

  /**
   * A key's value is deleted. The rate over all keys keeps it: nobody can tell whose it was, and
   * this learner may not be the one that counted it.
   */
  void forgotten(ValueStatistics key, double value) {
    key.add(settings.target(), value, -1);
  }

  /** The prior of a key: probabilities, a value, or a logit. */
  float[] of(ValueStatistics key) {
    boolean uniform = settings.prior() == Prior.UNIFORM;
    return switch (settings.target()) {
      case CLASS -> uniform ? uniformRates(settings.classes()) : rates(key.sums(), all.sums());
      case VALUE -> new float[] {uniform ? 0 : mean(key.sums(), all.sums())};
      case REWARD -> new float[] {uniform ? 0 : logit(rates(key.sums(), all.sums())[1])};
    };
  }

  private static float[] uniformRates(int classes) {
    float[] rates = new float[classes];
    Arrays.fill(rates, 1f / classes);
    return rates;
  }

  private static float[] rates(double[] key, double[] all) {
    double keyTotal = Arrays.stream(key).sum();
    double allTotal = Arrays.stream(all).sum();
    float[] rates = new float[key.length];
    for (int c = 0; c < rates.length; c++) {
      double overall = (all[c] + 1) / (allTotal + rates.length);
      rates[c] = (float) ((key[c] + STRENGTH * overall) / (keyTotal + STRENGTH));
    }
    return rates;
  }

  private static float mean(double[] key, double[] all) {
    double overall = all[0] == 0 ? 0 : all[1] / all[0];
    return (float) ((key[1] + STRENGTH * overall) / (key[0] + STRENGTH));
  }

  private static float logit(float rate) {
    return (float) Math.log(rate / (1 - rate));
  }
}
