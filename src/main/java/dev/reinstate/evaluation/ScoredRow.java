package dev.reinstate.evaluation;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An observation with what was said of it and what became of it. */
final class ScoredRow {

  private final long number;
  private final String key;
  private final long time;
  private final @Nullable Truth truth;
  private final float[] outputs;
  private @Nullable Observation observation;
  private float @Nullable [][] seen;
  private boolean predicted;
  private long version;
  private double target = Double.NaN;
  private long delay;
  private boolean labelledByDefault;
  private boolean credited;
  private boolean causeFound;

  /**
   * @param number of the observation, from 0
   * @param truth that is known of it, or null
   * @param numbers of the predictions of all predictors together
   * @param baselines how many there are
   */
  ScoredRow(
      long number, Observation observation, @Nullable Truth truth, int numbers, int baselines) {
    this.number = number;
    this.key = observation.key();
    this.time = observation.time();
    this.truth = truth;
    this.outputs = new float[numbers];
    this.observation = observation;
    this.seen = new float[baselines][];
  }

  long number() {
    return number;
  }

  String key() {
    return key;
  }

  /** Event time of the observation. */
  long time() {
    return time;
  }

  /** What all predictors said, one after another. */
  float[] outputs() {
    return outputs;
  }

  void predicted(long modelVersion) {
    predicted = true;
    version = modelVersion;
  }

  boolean isPredicted() {
    return predicted;
  }

  /** The model version of the prediction. */
  long version() {
    return version;
  }

  /** The observation, until its label is known. */
  @Nullable Observation observation() {
    return observation;
  }

  /** What a baseline wants to see again with the label. */
  void see(int baseline, float @Nullable [] numbers) {
    seen[baseline] = numbers;
  }

  float[] seen(int baseline) {
    return seen[baseline];
  }

  boolean isLabelled() {
    return !Double.isNaN(target);
  }

  /** Notes what became of it and drops the features: no one learns from them again. */
  void label(double newTarget, long newDelay) {
    target = newTarget;
    delay = newDelay;
    observation = null;
    seen = null;
  }

  /** What it will be labelled by is the default. */
  void labelledByDefault() {
    labelledByDefault = true;
  }

  boolean isLabelledByDefault() {
    return labelledByDefault;
  }

  double target() {
    return target;
  }

  /** From the observation to its feedback, milliseconds of event time. */
  long delay() {
    return delay;
  }

  boolean isScored() {
    return predicted && isLabelled();
  }

  /** The group that it is scored with, or null. */
  @Nullable String group() {
    return truth == null ? null : truth.group();
  }

  /** The observations each of which explains what became of it; none where nobody knows. */
  List<String> causes() {
    return truth == null ? List.of() : truth.causes();
  }

  void credited(boolean toCause) {
    credited = true;
    causeFound = toCause;
  }

  boolean isCredited() {
    return credited;
  }

  /** Whether the largest credit went to a cause. */
  boolean isCauseFound() {
    return causeFound;
  }
}
