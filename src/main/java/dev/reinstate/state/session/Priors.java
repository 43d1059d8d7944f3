package dev.reinstate.state.session;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.settings.PredictionSettings;
import dev.reinstate.settings.Prior;
import dev.reinstate.state.ValueStatistics;
import java.util.Arrays;

/**
 * What a prediction says where memory is silent: {@code prediction.prior}. The key's rate of known
 * values counts as much as its values are many, the rate over all keys as much as {@link #STRENGTH}
 * values. Where feedback of one class comes long before that of another, the rate over all keys is
 * that of known values and of those that are {@link PendingClasses expected}; a class that is known
 * more often than it is true then counts less in the key's.
 */
public final class Priors {

  private static final double STRENGTH = 10;

  private final PredictionSettings settings;
  private final KeyGroups groups;
  private final PendingClasses pending;

  /**
   * @param groups that have the values of all keys
   * @param pending says what observations without feedback are likely to be
   */
  public Priors(PredictionSettings settings, KeyGroups groups, PendingClasses pending) {
    this.settings = settings;
    this.groups = groups;
    this.pending = pending;
  }

  public ValueStatistics newStatistics() {
    return groups.newStatistics();
  }

  /** A value became known of a key under which memories are. */
  public void known(KeySession memories, double value) {
    memories.header().known.add(settings.target(), value, 1);
  }

  /**
   * A value that was known of a key turned out to be wrong. Where the key has been forgotten since,
   * it knows neither.
   */
  public void corrected(KeySession memories, double before, double value) {
    ValueStatistics known = memories.header().known;
    if (known.holds(settings.target(), before)) {
      known.add(settings.target(), before, -1);
      known.add(settings.target(), value, 1);
    }
  }

  /** A key's value is deleted. The rate over all keys keeps it: nobody can tell whose it was. */
  public void forgotten(ValueStatistics key, double value) {
    key.add(settings.target(), value, -1);
  }

  /** The prior of a key: probabilities, a value, or a logit. */
  public float[] of(ValueStatistics key) {
    if (settings.prior() == Prior.KEY_RATE) {
      return rate(key);
    }
    return settings.target() == Target.CLASS ? uniformRates(settings.classes()) : new float[1];
  }

  /** The rate of a key's known values: probabilities above 0, a value, or a logit. */
  public float[] rate(ValueStatistics key) {
    double[] all = groups.known().sums();
    return switch (settings.target()) {
      case CLASS -> rates(key.sums(), all);
      case VALUE -> new float[] {mean(key.sums(), all)};
      case REWARD -> new float[] {logit(rates(key.sums(), all)[1])};
    };
  }

  private static float[] uniformRates(int classes) {
    float[] rates = new float[classes];
    Arrays.fill(rates, 1f / classes);
    return rates;
  }

  private float[] rates(double[] key, double[] all) {
    double[] expected = pending.expected(all);
    return expected == null ? knownRates(key, all) : expectedRates(key, all, expected);
  }

  private static float[] knownRates(double[] key, double[] all) {
    double keyTotal = Arrays.stream(key).sum();
    double allTotal = Arrays.stream(all).sum();
    float[] rates = new float[key.length];
    for (int c = 0; c < rates.length; c++) {
      double overall = (all[c] + 1) / (allTotal + rates.length);
      rates[c] = (float) ((key[c] + STRENGTH * overall) / (keyTotal + STRENGTH));
    }
    return rates;
  }

  private static float[] expectedRates(double[] key, double[] all, double[] expected) {
    double known = Arrays.stream(all).sum() + all.length;
    double total = known + Arrays.stream(expected).sum();
    double[] overall = new double[all.length];
    double[] own = new double[all.length];
    for (int c = 0; c < all.length; c++) {
      overall[c] = (all[c] + 1 + expected[c]) / total;
      own[c] = key[c] * Math.min(1, overall[c] * known / (all[c] + 1));
    }
    double ownTotal = Arrays.stream(own).sum();
    float[] rates = new float[all.length];
    for (int c = 0; c < all.length; c++) {
      rates[c] = (float) ((own[c] + STRENGTH * overall[c]) / (ownTotal + STRENGTH));
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
