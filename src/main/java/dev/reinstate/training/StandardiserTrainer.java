package dev.reinstate.training;

import dev.reinstate.format.Floats;
import dev.reinstate.model.CodeScales;
import dev.reinstate.model.Standardiser;
import dev.reinstate.settings.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Learns from observations alone where each feature lies and how it varies, for a {@link
 * Standardiser}. It looks whether that has changed with the 16th observation, each time their
 * number has doubled, and in the end with every 512th; only where some feature has moved far is
 * there a step, which brings all of them up to date.
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

  /** A mean that is further off than this times the deviation has moved far. */
  private static final double FAR = 0.25;

  /** A deviation that is more than so many times what it was has moved far, or as much less. */
  private static final double WIDER = 1.25;

  /** A new scale of codes reaches so many times as far as it must. */
  private static final double ROOM = 1.3;

  /** A scale that reaches more than so many times as far as it must is too coarse. */
  private static final double COARSE = 3;

  private final int features;
  private final Standardiser standardiser;
  private final RenewedStatistics[] statistics;
  private long seen;
  private long version;

  /**
   * @param from whose parameters it starts with
   */
  StandardiserTrainer(LearnerSettings settings, Standardiser from) {
    features = settings.observationSize();
    standardiser = new Standardiser(settings);
    standardiser.write(from.parameters());
    statistics = new RenewedStatistics[standardiser.standardises() ? features : 0];
    Arrays.setAll(statistics, feature -> new RenewedStatistics(WINDOW));
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
    boolean moved = false;
    boolean outgrown = false;
    for (int feature = 0; feature < features; feature++) {
      statistics[feature].begin();
      moved |= hasMoved(feature);
      outgrown |= standardiser.scalesCodes() && hasOutgrown(feature);
    }
    if (moved || outgrown) {
      moveTo();
      version++;
    }
    if (outgrown) {
      standardiser.addCodeScale(codeScale());
    }
  }

  private boolean hasMoved(int feature) {
    FeatureStatistics now = statistics[feature].current();
    double before = standardiser.deviation(feature);
    double deviation = (float) now.deviation();
    if (before == 0 || deviation == 0) {
      return before != deviation || standardiser.mean(feature) != (float) now.mean();
    }
    return Math.abs(now.mean() - standardiser.mean(feature)) > FAR * before
        || deviation > WIDER * before
        || before > WIDER * deviation;
  }

  private void moveTo() {
    float[] means = new float[features];
    float[] deviations = new float[features];
    for (int feature = 0; feature < features; feature++) {
      FeatureStatistics now = statistics[feature].current();
      means[feature] = (float) now.mean();
      deviations[feature] = (float) now.deviation();
    }
    standardiser.moveTo(means, deviations);
  }

  /**
   * Whether a code does not hold all numbers that make a difference, or holds them too coarsely.
   */
  private boolean hasOutgrown(int feature) {
    FeatureStatistics now = statistics[feature].current();
    CodeScales scales = standardiser.codeScales();
    double range = scales.range(scales.newest(), feature);
    double off = Math.abs(now.mean() - scales.middle(scales.newest(), feature));
    double reach = reach(now);
    // a mean is used until it is further off than FAR
    double needed = off + (1 + FAR / Standardiser.MAX) * reach;
    return needed > range || reach > 0 && range > COARSE * reach;
  }

  /** How far from the mean numbers make a difference; 0 where all were equal. */
  private static double reach(FeatureStatistics statistics) {
    return Math.max(Standardiser.MAX * statistics.deviation(), statistics.span());
  }

  private float[] codeScale() {
    float[] scale = new float[2 * features];
    for (int feature = 0; feature < features; feature++) {
      FeatureStatistics now = statistics[feature].current();
      double reach = reach(now);
      scale[feature] = (float) now.mean();
      // a constant that becomes another number is most often a flag, or a multiple of what it was
      double unknown = now.mean() == 0 ? 1 : Math.abs(now.mean());
      double range = reach > 0 ? ROOM * reach : unknown;
      scale[features + feature] =
          (float) Math.max(Float.MIN_NORMAL, Math.min(Float.MAX_VALUE, range));
    }
    return scale;
  }

  /** Steps made. */
  long version() {
    return version;
  }

  /** As the last step has left it; not to be changed. */
  Standardiser standardiser() {
    return standardiser;
  }

  /** Drops the raw features that wait. */
  void forgetObservations() {
    for (RenewedStatistics feature : statistics) {
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
    Floats.write(standardiser.parameters(), out);
    for (RenewedStatistics feature : statistics) {
      feature.save(out, withObservations);
    }
  }

  void restore(DataInput in) throws IOException {
    seen = in.readLong();
    version = in.readLong();
    standardiser.restore(in);
    for (RenewedStatistics feature : statistics) {
      feature.restore(in);
    }
  }

  /** Goes on from what former versions wrote. */
  void restoreFormer(DataInput in) throws IOException {
    seen = in.readLong();
    version = in.readLong();
    float[] parameters = new float[2 * statistics.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = in.readFloat();
    }
    standardiser.write(parameters);
    for (RenewedStatistics feature : statistics) {
      feature.restoreFormer(in);
    }
  }
}
