package dev.reinstate.model;

import dev.reinstate.format.Floats;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.LearnerSettings;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Makes inputs of raw features: x̃ = (x − μ)/σ of each, limited to ±{@link #MAX}, with the mean μ
 * and the deviation σ that its parameters say; then the indicators of missing features. What is
 * missing counts as μ, and so does all that a feature without deviation says. Before there are
 * parameters μ is 0 and σ is 1. Serves one thread.
 *
 * <p>Where codes are direct the {@link CodeScales} are parameters too, after μ and σ: they belong
 * to the same features, and who standardises must read codes as well.
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
  private final boolean scalesCodes;
  private final int[] indicators;
  private final float[] means;
  private final float[] deviations;
  private final CodeScales codeScales;
  private long version;

  public Standardiser(LearnerSettings settings) {
    FeatureSettings how = settings.features();
    features = settings.observationSize();
    standardises = how.standardise();
    scalesCodes = settings.scalesCodes();
    indicators = how.indicators();
    means = new float[standardises ? features : 0];
    deviations = new float[means.length];
    Arrays.fill(deviations, 1);
    codeScales = new CodeScales(features);
    beginScales();
  }

  /** Raw features of an observation. */
  public int features() {
    return features;
  }

  /** Numbers of an input. */
  public int inputSize() {
    return features + indicators.length;
  }

  /** Whether there is anything to be learned. */
  public boolean standardises() {
    return standardises;
  }

  /** Changes with the parameters. */
  long version() {
    return version;
  }

  /** μ of a feature. */
  public float mean(int feature) {
    return means[feature];
  }

  /** σ of a feature; 0 where it does not vary. */
  public float deviation(int feature) {
    return deviations[feature];
  }

  /** The scales of direct codes. */
  public CodeScales codeScales() {
    return codeScales;
  }

  /** Whether codes are of these scales. */
  public boolean scalesCodes() {
    return scalesCodes;
  }

  /** Takes another mean and deviation of each feature. */
  public void moveTo(float[] means, float[] deviations) {
    System.arraycopy(means, 0, this.means, 0, features);
    System.arraycopy(deviations, 0, this.deviations, 0, features);
    version++;
  }

  /**
   * Codes are of another scale from now on.
   *
   * @param scale the middle of each feature, then the range
   */
  public void addCodeScale(float[] scale) {
    codeScales.add(scale);
    version++;
  }

  /** A copy of the parameters; empty where nothing is standardised. */
  public float[] parameters() {
    int own = 2 * means.length;
    float[] parameters = new float[own + (scalesCodes ? codeScales.size() : 0)];
    System.arraycopy(means, 0, parameters, 0, means.length);
    System.arraycopy(deviations, 0, parameters, means.length, means.length);
    if (scalesCodes) {
      codeScales.write(parameters, own);
    }
    return parameters;
  }

  /** Whether so many numbers may be its parameters. */
  public boolean accepts(int count) {
    int own = 2 * means.length;
    return count == own || standardises && codeScales.accepts(count - own);
  }

  /**
   * Takes parameters. Where those are of before codes had scales, codes are taken to be of the mean
   * and deviation that they say.
   */
  public void write(float[] parameters) {
    System.arraycopy(parameters, 0, means, 0, means.length);
    System.arraycopy(parameters, means.length, deviations, 0, means.length);
    if (scalesCodes && parameters.length > 2 * means.length) {
      codeScales.read(parameters, 2 * means.length);
    } else {
      beginScales();
    }
    version++;
  }

  /** Takes parameters that were saved as their count and their bits. */
  public void restore(DataInput in) throws IOException {
    float[] parameters = Floats.read(in);
    if (!accepts(parameters.length)) {
      throw new IOException(
          "%d numbers are no scale of %d features".formatted(parameters.length, means.length));
    }
    write(parameters);
  }

  /** Codes are x̃/{@link #MAX}. */
  private void beginScales() {
    float[] scale = new float[2 * features];
    for (int i = 0; i < means.length; i++) {
      scale[i] = means[i];
      scale[features + i] = deviations[i] > 0 ? Math.min(MAX * deviations[i], Float.MAX_VALUE) : 1;
    }
    codeScales.begin(scale);
  }

  /**
   * Computes how the numbers of codes of a scale become x̃: number · factor + offset, not yet
   * limited.
   *
   * @param map receives the offset of each feature, then the factor
   */
  void mapCode(int scale, float[] map) {
    for (int i = 0; i < features; i++) {
      double deviation = deviations[i];
      boolean varies = deviation > 0;
      double middle = (double) codeScales.middle(scale, i) - means[i];
      map[i] = varies ? (float) (middle / deviation) : 0;
      map[features + i] = varies ? (float) (codeScales.range(scale, i) / deviation) : 0;
    }
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
      } else if (Float.isNaN(x) || deviations[i] == 0) {
        input[at + i] = 0;
      } else {
        // of the largest features the difference is infinite, which the limit mends
        input[at + i] = limited((x - means[i]) / deviations[i], MAX);
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
      raw[i] = standardises ? means[i] + input[from + i] * deviations[i] : input[from + i];
    }
    for (int i = 0; i < indicators.length; i++) {
      if (input[from + features + i] > 0.5f) {
        raw[indicators[i]] = Float.NaN;
      }
    }
  }
}
