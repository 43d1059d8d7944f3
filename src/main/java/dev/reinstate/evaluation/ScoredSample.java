package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What predictors said of the same scored observations, in columns, in the order of the
 * observations: a few bytes each, where a run that is compared with others is over.
 */
public final class ScoredSample {

  private final PredictionTask outcomes;
  private final List<String> names;
  private final @Nullable DefaultFeedbackSettings defaultFeedback;
  private final long[] numbers;
  private final long[] times;
  private final long[] delays;
  private final int[] keys;
  private final double[] targets;
  private final List<float[]> outputs;

  private ScoredSample(
      PredictionTask outcomes,
      List<String> names,
      @Nullable DefaultFeedbackSettings defaultFeedback,
      long[] numbers,
      long[] times,
      long[] delays,
      int[] keys,
      double[] targets,
      List<float[]> outputs) {
    this.outcomes = outcomes;
    this.names = names;
    this.defaultFeedback = defaultFeedback;
    this.numbers = numbers;
    this.times = times;
    this.delays = delays;
    this.keys = keys;
    this.targets = targets;
    this.outputs = outputs;
  }

  /**
   * @param names of the predictors, whose outputs follow each other in a row
   * @param defaultFeedback what was applied where no feedback came; null: nothing
   */
  static ScoredSample of(
      PredictionTask outcomes,
      List<String> names,
      @Nullable DefaultFeedbackSettings defaultFeedback,
      List<ScoredRow> rows) {
    Map<String, Integer> keys = new HashMap<>();
    int[] keyOf = new int[rows.size()];
    for (int i = 0; i < keyOf.length; i++) {
      keyOf[i] = keys.computeIfAbsent(rows.get(i).key(), key -> keys.size());
    }
    int width = outcomes.width();
    List<float[]> outputs = new ArrayList<>();
    for (int p = 0; p < names.size(); p++) {
      float[] own = new float[rows.size() * width];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i).outputs(), p * width, own, i * width, width);
      }
      outputs.add(own);
    }
    return new ScoredSample(
        outcomes,
        List.copyOf(names),
        defaultFeedback,
        rows.stream().mapToLong(ScoredRow::number).toArray(),
        rows.stream().mapToLong(ScoredRow::time).toArray(),
        rows.stream().mapToLong(ScoredRow::delay).toArray(),
        keyOf,
        rows.stream().mapToDouble(ScoredRow::target).toArray(),
        outputs);
  }

  /** The same with the first predictor alone. */
  public ScoredSample withoutBaselines() {
    return new ScoredSample(
        outcomes,
        names.subList(0, 1),
        defaultFeedback,
        numbers,
        times,
        delays,
        keys,
        targets,
        List.of(outputs.get(0)));
  }

  /** How many observations there are. */
  public int size() {
    return numbers.length;
  }

  PredictionTask outcomes() {
    return outcomes;
  }

  /** The run, then its baselines. */
  List<String> names() {
    return names;
  }

  /** Whether feedback that does not come is the same label in another one. */
  boolean isLabelledAs(ScoredSample other) {
    return Objects.equals(defaultFeedback, other.defaultFeedback);
  }

  long time(int i) {
    return times[i];
  }

  /** From the observations to their feedback, milliseconds. */
  public long[] delays() {
    return delays.clone();
  }

  /** A number for the key of an observation: that of its first observation among all keys'. */
  int key(int i) {
    return keys[i];
  }

  double target(int i) {
    return targets[i];
  }

  /** What a predictor said: outcomes.width() numbers for each observation. */
  float[] outputs(int predictor) {
    return outputs.get(predictor);
  }

  /** The observations that others have as well. */
  ScoredSample sharedWith(List<ScoredSample> others) {
    if (others.stream().allMatch(other -> Arrays.equals(numbers, other.numbers))) {
      return this;
    }
    return only(
        i ->
            others.stream().allMatch(other -> Arrays.binarySearch(other.numbers, numbers[i]) >= 0));
  }

  /**
   * The observations after a time.
   *
   * @param time milliseconds of event time
   */
  public ScoredSample after(long time) {
    return only(i -> times[i] > time);
  }

  private ScoredSample only(IntPredicate chosen) {
    int[] rows = IntStream.range(0, size()).filter(chosen).toArray();
    int width = outcomes.width();
    List<float[]> some = new ArrayList<>();
    for (float[] all : outputs) {
      float[] own = new float[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(all, rows[i] * width, own, i * width, width);
      }
      some.add(own);
    }
    return new ScoredSample(
        outcomes,
        names,
        defaultFeedback,
        Arrays.stream(rows).mapToLong(i -> numbers[i]).toArray(),
        Arrays.stream(rows).mapToLong(i -> times[i]).toArray(),
        Arrays.stream(rows).mapToLong(i -> delays[i]).toArray(),
        Arrays.stream(rows).map(i -> keys[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> targets[i]).toArray(),
        some);
  }
}
