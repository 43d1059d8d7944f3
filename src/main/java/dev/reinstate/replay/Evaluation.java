package dev.reinstate.replay;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;
import dev.reinstate.learner.Prediction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Scores initial predictions, those made when their observations arrived, against the first
 * feedback for each observation; and baselines on the same observations beside them.
 *
 * <p>Give it observations and feedback in event order, since that is how the baselines learn, and
 * predictions whenever they are there: late, in any order, or more than once, when the first
 * counts. Credits come after the prediction that they credit. All is joined by key and observation
 * id. A row is a handful of numbers, in primitive arrays; the features are not kept. Not
 * thread-safe.
 */
public final class Evaluation {

  private final Predictor initial;
  private final List<Baseline> baselines;
  private final Map<String, Predictor> baselinePredictors = new LinkedHashMap<>();
  private final Map<ObservationKey, Integer> rows = new HashMap<>();
  private final Map<ObservationKey, Feedback> earlyFeedback = new HashMap<>();
  private final Map<ObservationKey, Prediction> earlyPredictions = new HashMap<>();
  private final Map<String, Truth> truths;
  private final CreditScores credits = new CreditScores();

  private long[] times = new long[1024];
  private double[] targets = new double[1024];
  private long[] delays = new long[1024];
  private long[] versions = new long[1024];
  private Truth[] rowTruths = new Truth[1024];
  private long predictions;
  private long scored;

  /**
   * Starts an evaluation beside the baselines no change, majority and per-key majority.
   *
   * @param target what feedback says
   * @param classes number of classes; 0 unless target is CLASS
   */
  public Evaluation(Target target, int classes) {
    this(target, classes, Map.of());
  }

  /**
   * Starts an evaluation by group and cause as well.
   *
   * @param target what feedback says
   * @param classes number of classes; 0 unless target is CLASS
   * @param truths what is known of observations, by id; empty where nothing is
   */
  public Evaluation(Target target, int classes, Map<String, Truth> truths) {
    this(new Outcomes(target, classes), truths);
  }

  private Evaluation(Outcomes outcomes, Map<String, Truth> truths) {
    this(
        outcomes,
        List.of(new NoChange(outcomes), new Majority(outcomes), new PerKeyMajority(outcomes)),
        truths);
  }

  Evaluation(Outcomes outcomes, List<Baseline> baselines, Map<String, Truth> truths) {
    this.initial = new Predictor(outcomes);
    this.baselines = List.copyOf(baselines);
    this.truths = truths;
    baselines.forEach(b -> baselinePredictors.put(b.name(), new Predictor(outcomes)));
  }

  /** Adds the next observation; one with a key and id that it has seen changes nothing. */
  public void observation(Observation observation) {
    ObservationKey key = ObservationKey.of(observation);
    int row = rows.size();
    if (rows.putIfAbsent(key, row) != null) {
      return;
    }
    makeRoom(row);
    times[row] = observation.time();
    targets[row] = Double.NaN;
    rowTruths[row] = truths.get(observation.observationId());
    for (Baseline baseline : baselines) {
      baselinePredictors.get(baseline.name()).predicted(row, baseline.predict(observation));
    }
    Feedback feedback = earlyFeedback.remove(key);
    if (feedback != null) {
      label(row, feedback);
    }
    Prediction prediction = earlyPredictions.remove(key);
    if (prediction != null) {
      predicted(row, prediction);
    }
  }

  /** Adds feedback when it becomes known; only the first for an observation counts. */
  public void feedback(Feedback feedback) {
    ObservationKey key = ObservationKey.of(feedback);
    Integer row = rows.get(key);
    if (row == null) {
      earlyFeedback.putIfAbsent(key, feedback);
    } else if (Double.isNaN(targets[row])) {
      label(row, feedback);
    }
  }

  /**
   * Adds the initial prediction for an observation; only the first counts.
   *
   * @throws IllegalArgumentException if it has not the numbers that the target asks for, all finite
   */
  public void prediction(Prediction prediction) {
    ObservationKey key = new ObservationKey(prediction.key(), prediction.observationId());
    Integer row = rows.get(key);
    if (row == null) {
      earlyPredictions.putIfAbsent(key, prediction);
    } else if (!initial.hasPredicted(row)) {
      predicted(row, prediction);
    }
  }

  /** Adds a credit; one for an observation without a prediction changes nothing. */
  public void credit(Credit credit) {
    Integer row = rows.get(new ObservationKey(credit.key(), credit.observationId()));
    if (row != null && initial.hasPredicted(row)) {
      credits.add(row, credit, versions[row], hasCause(row) ? rowTruths[row].cause() : null);
    }
  }

  private void label(int row, Feedback feedback) {
    targets[row] = feedback.target();
    delays[row] = feedback.time() - times[row];
    baselines.forEach(baseline -> baseline.learn(feedback));
    scoreIfComplete(row);
  }

  private void predicted(int row, Prediction prediction) {
    initial.predicted(row, prediction.output());
    versions[row] = prediction.modelVersion();
    predictions++;
    scoreIfComplete(row);
  }

  private void scoreIfComplete(int row) {
    if (isScored(row)) {
      scored++;
      initial.score(row, targets[row]);
      baselinePredictors.values().forEach(predictor -> predictor.score(row, targets[row]));
    }
  }

  private boolean isScored(int row) {
    return initial.hasPredicted(row) && !Double.isNaN(targets[row]);
  }

  private boolean hasCause(int row) {
    return rowTruths[row] != null && rowTruths[row].cause() != null;
  }

  private void makeRoom(int row) {
    if (row == times.length) {
      times = Arrays.copyOf(times, 2 * row);
      targets = Arrays.copyOf(targets, 2 * row);
      delays = Arrays.copyOf(delays, 2 * row);
      versions = Arrays.copyOf(versions, 2 * row);
      rowTruths = Arrays.copyOf(rowTruths, 2 * row);
    }
  }

  /** How many different observations there were. */
  public long observations() {
    return rows.size();
  }

  /** How many of them have their prediction. */
  public long predictions() {
    return predictions;
  }

  /** How many of them have both prediction and feedback, and so are scored. */
  public long scored() {
    return scored;
  }

  /** The initial predictions' score so far, without AUC: costs nothing, for a progress display. */
  public Score running() {
    return initial.running();
  }

  /** The baselines' scores so far by name, without AUC: cost nothing. */
  public Map<String, Score> runningBaselines() {
    return byBaseline(Predictor::running);
  }

  /** The initial predictions' AUC so far, or null; sorts all that is scored. */
  public Double auc() {
    return initial.auc(scoredRows(), targets);
  }

  /** The metrics of the initial predictions. */
  public Metrics initial() {
    int[] scoredRows = scoredRows();
    return initial.metrics(scoredRows, groups(scoredRows), targets);
  }

  /** The metrics of the baselines by name, on the same observations. */
  public Map<String, Metrics> baselines() {
    int[] scoredRows = scoredRows();
    Map<String, int[]> groups = groups(scoredRows);
    return byBaseline(predictor -> predictor.metrics(scoredRows, groups, targets));
  }

  /**
   * Of the last fifth of the scored observations with a known cause, the share whose memory of the
   * largest credit is that cause; a cause that was not read is a miss. Null where nothing is known
   * of causes or credits.
   */
  public Double creditPrecisionAt1() {
    return credits.precisionAt1(Arrays.stream(scoredRows()).filter(this::hasCause).toArray());
  }

  /**
   * Mean number of updates of the embedding network from an observation's embedding to its credit,
   * or null without credits.
   */
  public Double staleness() {
    return credits.staleness();
  }

  /** How late the scored feedback was. */
  public FeedbackDelay feedbackDelay() {
    return FeedbackDelay.of(Arrays.stream(scoredRows()).mapToLong(row -> delays[row]).toArray());
  }

  private int[] scoredRows() {
    return IntStream.range(0, rows.size()).filter(this::isScored).toArray();
  }

  /** The rows of each group, by its name. */
  private Map<String, int[]> groups(int[] scoredRows) {
    Map<String, IntStream.Builder> builders = new TreeMap<>();
    for (int row : scoredRows) {
      if (rowTruths[row] != null && rowTruths[row].group() != null) {
        builders.computeIfAbsent(rowTruths[row].group(), name -> IntStream.builder()).add(row);
      }
    }
    Map<String, int[]> groups = new LinkedHashMap<>();
    builders.forEach((name, rows) -> groups.put(name, rows.build().toArray()));
    return groups;
  }

  private <T> Map<String, T> byBaseline(Function<Predictor, T> value) {
    Map<String, T> byName = new LinkedHashMap<>();
    baselinePredictors.forEach((name, predictor) -> byName.put(name, value.apply(predictor)));
    return byName;
  }
}
