package dev.reinstate.training;

import dev.reinstate.model.Standardiser;
import dev.reinstate.settings.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Learns from observations alone where each feature lies and how it varies, for a {@link
 * Standardiser}. What it gives out changes in steps: with the 16th observation, each time their
 * number has doubled, and in the end with every 512th, so that codes of before keep their meaning.
 *
 * <p>Serves one thread.
 */
final class StandardiserTrainer {

  /** Observations that mean and deviation are of, about. */
  private static final int WINDOW = 16_384;

  private static final int MAX_STEP = 512;

  /** From here on one observation in so many is enough. */
  private static final int MANY = 2_048;

  private static final int ONE_IN = 8;

  private final int features;
  private final FeatureStatistics[] statistics;
  private final float[] parameters;
  private long seen;
  private long version;

  /**
   * @param from whose parameters it starts with
   */
  StandardiserTrainer(LearnerSettings settings, Standardiser from) {
    features = settings.observationSize();
    parameters = new float[from.parameterCount()];
    from.read(parameters, 0);
    statistics = new FeatureStatistics[parameters.length / 2];
    Arrays.setAll(statistics, feature -> new FeatureStatistics(WINDOW));
  }

  /** How many observations are missing to the next step; the most there are where none is made. */
  int untilStep() {
    return statistics.length == 0 ? Integer.MAX_VALUE : (int) (nextStep() - seen);
  }

  private long nextStep() {
    if (seen < FeatureStatistics.FIRST) {
      return FeatureStatistics.FIRST;
    }
    if (seen >= MAX_STEP) {
      return (seen / MAX_STEP + 1) * MAX_STEP;
    }
    return 2 * Long.highestOneBit(seen);
  }

  /**
   * Takes observations and makes the steps that are due.
   *
   * @param x rows × observation.size
   */
  void observe(float[] x, int rows) {
    if (statistics.length == 0) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      long next = nextStep();
      if (seen < MANY || seen % ONE_IN == 0) {
        for (int feature = 0; feature < features; feature++) {
          statistics[feature].add(x[row * features + feature]);
        }
      }
      seen++;
      if (seen == next) {
        step();
      }
    }
  }

  private void step() {
    for (int feature = 0; feature < features; feature++) {
      statistics[feature].begin();
      parameters[feature] = (float) statistics[feature].mean();
      parameters[features + feature] = (float) statistics[feature].deviation();
    }
    version++;
  }

  /** Steps made. */
  long version() {
    return version;
  }

  /** μ of each feature, then σ; not to be changed. */
  float[] parameters() {
    return parameters;
  }

  /** Drops the raw features that wait. */
  void forgetObservations() {
    for (FeatureStatistics feature : statistics) {
      feature.forgetFirst();
    }
  }

  /**
   * Writes it.
   *
   * @param withObservations whether raw features that wait are written too
   */
  void save(DataOutput out, boolean withObservations) throws IOException {
    out.writeLong(seen);
    out.writeLong(version);
    for (float parameter : parameters) {
      out.writeFloat(parameter);
    }
    for (FeatureStatistics feature : statistics) {
      feature.save(out, withObservations);
    }
  }

  void restore(DataInput in) throws IOException {
    seen = in.readLong();
    version = in.readLong();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = in.readFloat();
    }
    for (FeatureStatistics feature : statistics) {
      feature.restore(in);
    }
  }
}
