package dev.reinstate.model;

import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.LearnerSettings;

/**
 * Makes inputs of raw features: x̃ = (x − μ)/σ of each, limited to ±{@link #MAX}, with the mean μ
 * and the deviation σ that its parameters say; then the indicators of missing features. What is
 * missing counts as μ, and so does all that a feature without deviation says. Before there are
 * parameters μ is 0 and σ is 1. Serves one thread.
 *
 * <p>Where features are not standardised an input is the features, limited to ±{@link #MAX_RAW},
 * and there are no parameters.
 */
public final class Standardiser {

  /** The largest number of a standardised input: a power of two, so that codes lose no bits. */
  public static final float MAX = 4;

  /**
   * The largest number of any other input: such are added up and squared in float32. A sentinel
   * beyond it is as far from all that is real at this size.
   */
  static final float MAX_RAW = 1e15f;

  private final int features;
  private final boolean standardises;
  private final int[] indicators;

  /** μ of each feature, then σ. */
  private final float[] parameters;

  public Standardiser(LearnerSettings settings) {
    FeatureSettings how = settings.features();
    features = settings.observationSize();
    standardises = how.standardise();
    indicators = how.indicators();
    parameters = new float[standardises ? 2 * features : 0];
    for (int i = features; i < parameters.length; i++) {
      parameters[i] = 1;
    }
  }

  /** Numbers of an input. */
  public int inputSize() {
    return features + indicators.length;
  }

  /** How many parameters there are: μ of each feature, then σ; none where nothing is done. */
  public int parameterCount() {
    return parameters.length;
  }

  /** Copies the parameters to an array, from an index on. */
  public void read(float[] to, int at) {
    System.arraycopy(parameters, 0, to, at, parameters.length);
  }

  /** Takes parameters from an array, from an index on. */
  public void write(float[] from, int at) {
    System.arraycopy(from, at, parameters, 0, parameters.length);
  }

  /**
   * Makes an input of raw features.
   *
   * @param raw array that holds them, NaN where one is missing
   * @param from where they begin
   * @param input array that receives {@link #inputSize} numbers; may be no other than raw where
   *     there are no indicators and both begin at one place
   * @param at where they go
   */
  public void apply(float[] raw, int from, float[] input, int at) {
    for (int i = 0; i < indicators.length; i++) {
      input[at + features + i] = Float.isNaN(raw[from + indicators[i]]) ? 1 : 0;
    }
    for (int i = 0; i < features; i++) {
      float x = raw[from + i];
      if (!standardises) {
        input[at + i] = Float.isNaN(x) ? 0 : limited(x, MAX_RAW);
      } else if (Float.isNaN(x) || parameters[features + i] == 0) {
        input[at + i] = 0;
      } else {
        // of the largest features the difference is infinite, which the limit mends
        input[at + i] = limited((x - parameters[i]) / parameters[features + i], MAX);
      }
    }
  }

  private static float limited(float x, float max) {
    return Math.max(-max, Math.min(max, x));
  }

  /**
   * Gives raw features back, as far as an input tells them: one that was beyond the limits comes
   * back as the limit, and one that was missing as NaN where it has an indicator, else as μ.
   *
   * @param input array that holds {@link #inputSize} numbers
   * @param from where they begin
   * @param raw receives the features
   */
  public void invert(float[] input, int from, float[] raw) {
    for (int i = 0; i < features; i++) {
      raw[i] =
          standardises
              ? parameters[i] + input[from + i] * parameters[features + i]
              : input[from + i];
    }
    for (int i = 0; i < indicators.length; i++) {
      if (input[from + features + i] > 0.5f) {
        raw[indicators[i]] = Float.NaN;
      }
    }
  }
}
