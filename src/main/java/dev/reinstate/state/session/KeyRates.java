package dev.reinstate.state.session;

import dev.reinstate.credit.outcome.Logistic;
import dev.reinstate.credit.outcome.Target;
import org.jspecify.annotations.Nullable;

/**
 * The rates that a prediction uses beside its heads: {@code prediction.rates}. The first is that of
 * all the key's known values, the second that of the last ones, which counts as much as they are
 * many; the first counts in it as much as {@link #STRENGTH} values. Serves one thread.
 */
public final class KeyRates {

  private static final int LAST = 30;
  private static final float STRENGTH = 5;

  private final Target target;
  private final Priors priors;
  private final double[] last = new double[LAST];

  public KeyRates(Target target, Priors priors) {
    this.target = target;
    this.priors = priors;
  }

  /**
   * Computes the rates of a key as they are now.
   *
   * @param session of the key; null: nothing is known of it
   * @param rates receives both, one mixture after the other
   */
  public void fill(@Nullable KeySession session, float[] rates) {
    float[] all = priors.rate(session == null ? priors.newStatistics() : session.header().known);
    System.arraycopy(all, 0, rates, 0, all.length);
    int count = session == null ? 0 : session.memory().lastValues(last);
    switch (target) {
      case CLASS -> classes(all, count, rates);
      case VALUE -> rates[1] = mean(all[0], count);
      case REWARD -> rates[1] = logit(all[0], count);
    }
  }

  private void classes(float[] all, int count, float[] rates) {
    int classes = all.length;
    for (int c = 0; c < classes; c++) {
      rates[classes + c] = STRENGTH * all[c];
    }
    for (int i = 0; i < count; i++) {
      rates[classes + (int) last[i]]++;
    }
    for (int c = 0; c < classes; c++) {
      rates[classes + c] /= count + STRENGTH;
    }
  }

  private float mean(double all, int count) {
    double sum = STRENGTH * all;
    for (int i = 0; i < count; i++) {
      sum += last[i];
    }
    return (float) (sum / (count + STRENGTH));
  }

  private float logit(double all, int count) {
    double positive = STRENGTH * Logistic.sigmoid(all);
    double rest = STRENGTH * Logistic.sigmoid(-all);
    for (int i = 0; i < count; i++) {
      if (last[i] > 0) {
        positive++;
      } else {
        rest++;
      }
    }
    return (float) Math.log(positive / rest);
  }
}
