package dev.reinstate.evaluation;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.evaluation.baseline.Baselines;
import dev.reinstate.evaluation.baseline.BoundedMap;
import dev.reinstate.evaluation.baseline.NoChange;
import dev.reinstate.evaluation.metric.Metrics;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.Ranking;
import dev.reinstate.evaluation.metric.Score;
import dev.reinstate.event.ClassDelays;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.UnevenDelays;
import dev.reinstate.recording.DefaultLabels;
import dev.reinstate.recording.ObservationKey;
import dev.reinstate.recording.Truth;
import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.MemorySettings;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Scores initial predictions, those made when their observations arrived, against the first
 * feedback for each observation, or the default feedback where none came in time; and baselines on
 * the same observations beside them.
 *
 * <p>Give it observations and feedback in event order, since that is how the baselines learn, and
 * predictions whenever they are there: late, in any order, or more than once, when the first
 * counts. Credits come after the prediction that they credit. All is joined by key and observation
 * id. Not thread-safe.
 *
 * <p>Memory is bounded, however long the stream: the last {@value #JOINED} observations can be
 * joined with what comes for them, an observation keeps its features until its feedback comes, and
 * up to {@value #SCORED_BYTES} bytes of scored rows are kept; see {@link #sampledOneIn}.
 */
public final class Evaluation {

  /** Observations that are remembered, the latest. */
  static final int JOINED = 1 << 18;

  /** Bytes of scored rows. */
  static final int SCORED_BYTES = 1 << 26;

  /** Of a row on the heap without its outputs, about. */
  private static final int ROW_BYTES = 112;

  /** Share of predictions without feedback from which on it is many. */
  private static final double MANY_UNSCORED = .1;

  private final PredictionTask outcomes;
  private final Predictor initial;
  private final List<Baseline> baselines;
  private final List<Predictor> baselinePredictors = new ArrayList<>();
  private final Map<ObservationKey, ScoredRow> joined =
      new BoundedMap<>(JOINED, ScoredRow::isPredicted);
  private final Map<ObservationKey, Feedback> earlyFeedback = BoundedMap.ofLatest(JOINED);
  private final Map<ObservationKey, Prediction> earlyPredictions = BoundedMap.ofLatest(JOINED);
  private final Map<String, Truth> truths;
  private final CreditScores credits = new CreditScores();
  private ReadScores reads = new ReadScores(null);
  private final DefaultLabels defaults;
  private final ScoredRows scored;

  private long observations;
  private long predictions;
  private long scoredByDefault;

  /**
   * Starts an evaluation beside all baselines.
   *
   * @param settings of the learner: what feedback says, and how much it remembers
   * @param truths what is known of observations, by id; empty where nothing is
   */
  public static Evaluation of(LearnerSettings settings, Map<String, Truth> truths) {
    PredictionTask outcomes = outcomes(settings);
    MemorySettings memory = settings.memory();
    return new Evaluation(
            outcomes,
            Baselines.all(outcomes, settings.spaces(), memory.capacity(), memory.k()),
            truths,
            settings.feedback())
        .readsOf(settings.spaces());
  }

  /** Starts an evaluation without baselines. */
  public static Evaluation alone(LearnerSettings settings) {
    return new Evaluation(outcomes(settings), List.of(), Map.of(), settings.feedback())
        .readsOf(settings.spaces());
  }

  /** Tells the reads that a job names apart. */
  private Evaluation readsOf(SpacesSettings spaces) {
    reads = new ReadScores(spaces.named() ? spaces : null);
    return this;
  }

  private static PredictionTask outcomes(LearnerSettings settings) {
    return new PredictionTask(settings.prediction().target(), settings.prediction().classes());
  }

  /**
   * @param feedback what counts as a label where no feedback comes
   */
  Evaluation(
      PredictionTask outcomes,
      List<Baseline> baselines,
      Map<String, Truth> truths,
      FeedbackSettings feedback) {
    this(
        outcomes,
        baselines,
        truths,
        feedback,
        SCORED_BYTES / (ROW_BYTES + Float.BYTES * outcomes.width() * (1 + baselines.size())));
  }

  /**
   * @param capacity rows that are kept at most
   */
  Evaluation(
      PredictionTask outcomes,
      List<Baseline> baselines,
      Map<String, Truth> truths,
      FeedbackSettings feedback,
      int capacity) {
    this.outcomes = outcomes;
    this.initial = new Predictor(outcomes, 0);
    this.baselines = List.copyOf(baselines);
    this.truths = truths;
    this.defaults = new DefaultLabels(feedback, JOINED);
    this.scored = new ScoredRows(capacity);
    while (baselinePredictors.size() < baselines.size()) {
      baselinePredictors.add(new Predictor(outcomes, 1 + baselinePredictors.size()));
    }
  }

  /** Adds the next observation; one with a key and id that it remembers changes nothing. */
  public void observation(Observation observation) {
    labelByDefaultBefore(observation);
    ObservationKey key = ObservationKey.of(observation);
    if (joined.containsKey(key)) {
      return;
    }
    ScoredRow row =
        new ScoredRow(
            observations++,
            observation,
            truths.get(observation.observationId()),
            outcomes.width() * (1 + baselines.size()),
            baselines.size());
    joined.put(key, row);
    defaults.observed(observation);
    for (int b = 0; b < baselines.size(); b++) {
      Baseline.Answer answer = baselines.get(b).predict(observation);
      baselinePredictors.get(b).predicted(row, answer.output());
      row.see(b, answer.seen());
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
    labelByDefaultBefore(feedback);
    ObservationKey key = ObservationKey.of(feedback);
    ScoredRow row = joined.get(key);
    if (row == null) {
      earlyFeedback.putIfAbsent(key, feedback);
    } else if (!row.isLabelled()) {
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
    ScoredRow row = joined.get(key);
    if (row == null) {
      earlyPredictions.putIfAbsent(key, prediction);
    } else if (!row.isPredicted()) {
      predicted(row, prediction);
    }
  }

  /** Adds a credit; one for an observation without a prediction changes nothing. */
  public void credit(Credit credit) {
    ScoredRow row = joined.get(new ObservationKey(credit.key(), credit.observationId()));
    if (row != null && row.isPredicted()) {
      credits.add(row, credit);
      reads.credit(credit);
    }
  }

  private void label(ScoredRow row, Feedback feedback) {
    for (int b = 0; b < baselines.size(); b++) {
      baselines.get(b).learn(row.observation(), feedback, row.seen(b));
    }
    row.label(feedback.target(), feedback.time() - row.time());
    scoreIfComplete(row);
  }

  private void labelByDefaultBefore(Event event) {
    for (Feedback label = defaults.before(event); label != null; label = defaults.before(event)) {
      ScoredRow row = joined.get(ObservationKey.of(label));
      if (row != null && !row.isLabelled()) {
        row.labelledByDefault();
        label(row, label);
      }
    }
  }

  private void predicted(ScoredRow row, Prediction prediction) {
    reads.prediction(prediction);
    initial.predicted(row, prediction.output());
    row.predicted(prediction.modelVersion());
    predictions++;
    scoreIfComplete(row);
  }

  private void scoreIfComplete(ScoredRow row) {
    if (row.isScored()) {
      scored.add(row);
      scoredByDefault += row.isLabelledByDefault() ? 1 : 0;
      initial.score(row);
      baselinePredictors.forEach(predictor -> predictor.score(row));
    }
  }

  /** How many different observations there were. */
  public long observations() {
    return observations;
  }

  /** How many of them have their prediction. */
  public long predictions() {
    return predictions;
  }

  /** How many of them have both prediction and feedback, and so are scored. */
  public long scored() {
    return scored.count();
  }

  /** How many of these by the default; null where there is none. */
  public @Nullable Long scoredByDefault() {
    return defaults.defaultFeedback() == null ? null : scoredByDefault;
  }

  /** How many predictions are not scored, since no feedback has come. */
  public long unscored() {
    return predictions - scored();
  }

  /**
   * Of how many scored predictions one is kept to the end. 1: all figures are exact. Above: counts,
   * sums and means over the whole stream are exact all the same, and rankings, parts and
   * percentiles are those of the share that is kept, drawn at random.
   */
  public long sampledOneIn() {
    return scored.oneIn();
  }

  /** The initial predictions' score so far, without AUC: costs nothing, for a progress display. */
  public Score running() {
    return initial.running().toScore();
  }

  /** The baselines' scores so far by name, without AUC: cost nothing. */
  public Map<String, Score> runningBaselines() {
    return byBaseline(predictor -> predictor.running().toScore());
  }

  /** The initial predictions' AUC so far, or null; sorts all that is scored. */
  public @Nullable Double auc() {
    Ranking ranking = initial.ranking(scored.inOrder());
    return ranking == null ? null : ranking.auc();
  }

  /** The metrics of the initial predictions. */
  public Metrics initial() {
    return scoring().metrics(initial);
  }

  /** The metrics of the baselines by name, on the same observations. */
  public Map<String, Metrics> baselines() {
    return byBaseline(scoring()::metrics);
  }

  /** What the learner and all baselines said of the scored observations that are kept. */
  public ScoredSample sample(String name) {
    List<String> names = new ArrayList<>();
    names.add(name);
    baselines.forEach(baseline -> names.add(baseline.name()));
    return ScoredSample.of(outcomes, names, defaults.defaultFeedback(), scored.inOrder());
  }

  private Scoring scoring() {
    return new Scoring(scored, noChange());
  }

  private @Nullable Predictor noChange() {
    for (int b = 0; b < baselines.size(); b++) {
      if (baselines.get(b) instanceof NoChange) {
        return baselinePredictors.get(b);
      }
    }
    return null;
  }

  /**
   * Of the last fifth of the scored observations with a known cause, the share whose memory of the
   * largest credit is a cause of it; one that was not read is a miss. Null where nothing is known
   * of causes or credits.
   */
  public @Nullable Double creditPrecisionAt1() {
    return credits.precisionAt1(
        scored.inOrder().stream().filter(row -> !row.causes().isEmpty()).toList());
  }

  /** What each read has contributed, in the order of the job; null where it names none. */
  public @Nullable List<ReadContribution> reads() {
    return reads.contributions();
  }

  /**
   * Mean number of updates of the embedding network from an observation's embedding to its credit,
   * or null without credits.
   */
  public @Nullable Double staleness() {
    return credits.staleness();
  }

  /** Share of the memories read that were gone when the feedback came, or null where none was. */
  public @Nullable Double evictedBeforeFeedback() {
    return credits.evicted();
  }

  /** How late the scored feedback was. */
  public FeedbackDelay feedbackDelay() {
    return FeedbackDelay.of(
        scored.inOrder().stream()
            .filter(row -> !row.isLabelledByDefault())
            .mapToLong(ScoredRow::delay)
            .toArray());
  }

  /** The same by class, for the classes that have feedback; null for values. */
  public @Nullable Map<String, ClassFeedback> feedbackDelayByClass() {
    if (outcomes.labels() == 0) {
      return null;
    }
    Map<Integer, List<ScoredRow>> byLabel = new TreeMap<>();
    for (ScoredRow row : scored.inOrder()) {
      if (!row.isLabelledByDefault()) {
        byLabel.computeIfAbsent(outcomes.label(row.target()), label -> new ArrayList<>()).add(row);
      }
    }
    Map<String, ClassFeedback> byClass = new LinkedHashMap<>();
    byLabel.forEach(
        (label, rows) ->
            byClass.put(
                Integer.toString(label),
                ClassFeedback.of(rows.stream().mapToLong(ScoredRow::delay).toArray())));
    return byClass;
  }

  /**
   * What is wrong where feedback of one class comes long before that of another, or is all that
   * comes, and what to do about it; null where nothing is, or where a default says what
   * observations without feedback are.
   */
  public @Nullable String feedbackDelayWarning() {
    if (outcomes.labels() == 0 || defaults.defaultFeedback() != null) {
      return null;
    }
    ClassDelays delays = new ClassDelays(outcomes.labels());
    for (ScoredRow row : scored.inOrder()) {
      delays.add(outcomes.label(row.target()), row.time(), row.time() + row.delay());
    }
    if (delays.onlyLabel() >= 0) {
      return unscored() >= MANY_UNSCORED * predictions
          ? UnevenDelays.oneClass(delays.onlyLabel(), unscored())
          : null;
    }
    UnevenDelays uneven = delays.uneven();
    return uneven == null ? null : uneven.warning();
  }

  private <T> Map<String, T> byBaseline(Function<Predictor, T> value) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (int b = 0; b < baselines.size(); b++) {
      byName.put(baselines.get(b).name(), value.apply(baselinePredictors.get(b)));
    }
    return byName;
  }
}
