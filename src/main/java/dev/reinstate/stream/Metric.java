package dev.reinstate.stream;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.output.LearnerStats.Stat;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every metric of the job. All are in the metric group {@value #GROUP} of an operator. Dashboards
 * and alerts read the labels: they do not change, and no key of the stream is ever part of one.
 */
public enum Metric {
  OBSERVATIONS("observations", Count.OBSERVATIONS, "Observations that have arrived."),
  OBSERVATIONS_DUPLICATE(
      "observationsDuplicate",
      Count.OBSERVATIONS_DUPLICATE,
      "Observations dropped because their id had been seen before."),
  OBSERVATIONS_FORGOTTEN(
      "observationsForgotten",
      Count.OBSERVATIONS_FORGOTTEN,
      "Observations deleted by a forget before their turn came."),
  PREDICTIONS("predictions", Count.PREDICTIONS, "Predictions sent."),
  PREDICTIONS_NOT_FINITE(
      "predictionsNotFinite",
      Count.PREDICTIONS_NOT_FINITE,
      "Predictions not sent because a number in them is not finite: their observations are dead"
          + " letters."),
  FEEDBACK("feedback", Count.FEEDBACK, "Feedbacks that have arrived, except malformed ones."),
  FEEDBACK_MATCHED("feedbackMatched", Count.MATCHED, "Feedbacks credited to an observation."),
  FEEDBACK_EARLY(
      "feedbackEarly", Count.EARLY, "Matched feedbacks that arrived before their observation."),
  FEEDBACK_DUPLICATE(
      "feedbackDuplicate",
      Count.DUPLICATE,
      "Feedbacks dropped because their id had been seen before."),
  FEEDBACK_REPEATED(
      "feedbackRepeated",
      Count.REPEATED,
      "Matched feedbacks for an observation that already had some."),
  FEEDBACK_LEARNED(
      "feedbackLearned", Count.LEARNED, "Feedbacks whose gradients were sent to the trainer."),
  GRADIENTS_DROPPED(
      "gradientsDropped",
      Count.GRADIENTS_DROPPED,
      "Learned feedbacks whose gradients were left out: not finite, or far larger than those of"
          + " others."),
  TARGETS_LIMITED(
      "targetsLimited",
      Count.TARGETS_LIMITED,
      "Feedbacks with a target far larger than those of others, which is remembered as the"
          + " largest allowed value."),
  CREDITS_NOT_FINITE(
      "creditsNotFinite",
      Count.CREDITS_NOT_FINITE,
      "Credits not sent because a number in them is not finite: their feedbacks are dead letters."),
  FEEDBACK_IGNORED(
      "feedbackIgnored", Count.IGNORED, "Feedbacks dropped under feedback.repeat ignore."),
  FEEDBACK_ORPHANED(
      "feedbackOrphaned",
      Count.ORPHAN,
      "Feedbacks whose observation did not arrive within feedback.early-wait: dead letters."),
  FEEDBACK_LATE(
      "feedbackLate", Count.LATE, "Feedbacks that arrived after feedback.horizon: dead letters."),
  FEEDBACK_CAPPED(
      "feedbackCapped",
      Count.CAPPED,
      "Feedbacks whose observation already has feedback.max-per-observation of them: dead letters."),
  FEEDBACK_FORGOTTEN(
      "feedbackForgotten", Count.FORGOTTEN, "Feedbacks deleted by a forget before they counted."),
  FEEDBACK_DEFAULTED(
      "feedbackDefaulted",
      Count.DEFAULTED,
      "Observations that feedback.default-target was applied to."),
  FEEDBACK_HELD("feedbackHeld", Count.HELD, "Feedbacks that are waiting for their observation."),
  FORGETS("forgets", Count.FORGETS, "Requests to forget."),
  DEAD_LETTERS(
      "deadLetters",
      Operator.EVERY_INPUT,
      Kind.COUNTER,
      "Dead letters; the label reason is malformed, orphan, late, capped or not-finite."
          + " Malformed ones are counted where they are read."),
  PENDING_OBSERVATIONS(
      "pendingObservations",
      Count.PENDING,
      "Observations that are waiting for feedback. After a change of parallelism only the sum"
          + " over the subtasks is meaningful."),
  OLDEST_PENDING_AGE(
      "oldestPendingAge",
      Operator.MEMORY,
      Kind.NUMBER,
      "Milliseconds of event time since the oldest observation that waits for feedback, to a"
          + " 512th of feedback.horizon; 0 if none waits. After a change of parallelism it"
          + " covers only observations that arrived since."),
  FEEDBACK_DELAY(
      "feedbackDelay",
      Stat.FEEDBACK_DELAY,
      "Milliseconds of event time from an observation to its first feedback."),
  MEMORIES(
      "memories",
      Count.MEMORIES,
      "Memories held. After a change of parallelism only the sum over the subtasks is meaningful."),
  MEMORIES_EVICTED(
      "memoriesEvicted", Count.EVICTED, "Memories evicted because memory.capacity was reached."),
  MEMORIES_FORGOTTEN(
      "memoriesForgotten", Count.MEMORIES_FORGOTTEN, "Memories deleted by a forget."),
  MEMORIES_REFRESHED(
      "memoriesRefreshed", Count.REFRESHED, "Stored embeddings that were recomputed."),
  CREDITS_LOST_TO_EVICTION(
      "creditsLostToEviction",
      Count.CREDITS_LOST_TO_EVICTION,
      "Memories that a feedback should have credited but that had been evicted."),
  EMBEDDING_STALENESS(
      "embeddingStaleness",
      Stat.EMBEDDING_STALENESS,
      "Model updates since the embeddings of the memories in a read were computed."),
  REINSTATEMENT_ERROR(
      "reinstatementError",
      Stat.REINSTATEMENT_ERROR,
      "1 − cosine of a stored embedding and the one recomputed from the code; 0 is best."),
  EMBEDDING_NORM(
      "embeddingNorm",
      Stat.EMBEDDING_NORM,
      "Length of the embedding network's output before normalisation. NaN if"
          + " network.embedding.file is set."),
  MICRO_BATCH_SIZE("microBatchSize", Stat.MICRO_BATCH_SIZE, "Events of a micro-batch."),
  EMBED_MICROS(
      "embedMicros", Stat.EMBED_MICROS, "Microseconds for code and embedding of an observation."),
  READ_MICROS(
      "readMicros",
      Stat.READ_MICROS,
      "Microseconds for the read of an observation, state access included."),
  RECOMPUTE_MICROS(
      "recomputeMicros",
      Stat.RECOMPUTE_MICROS,
      "Microseconds for reinstatement, gradient and credit of a feedback."),
  CACHE_HIT_RATE(
      "cacheHitRate",
      Operator.MEMORY,
      Kind.NUMBER,
      "Share of requests for headers, pages and codes since the start that the cache on the heap"
          + " answered: memory.cache-bytes."),
  PREQUENTIAL_LOG_LOSS(
      "prequentialLogLoss",
      Stat.PREQUENTIAL_LOG_LOSS,
      "Log loss of predictions as they were made, scored when their first feedback arrives. NaN"
          + " if prediction.target is value."),
  PREQUENTIAL_ACCURACY(
      "prequentialAccuracy",
      Stat.PREQUENTIAL_ACCURACY,
      "Share of those predictions that were right. NaN if prediction.target is value."),
  MODEL_VERSION(
      "modelVersion",
      Operator.MEMORY,
      Kind.NUMBER,
      "Optimiser steps of the embedding network that a subtask uses."),
  MODEL_AGE(
      "modelAge",
      Operator.MEMORY,
      Kind.NUMBER,
      "Milliseconds since a subtask's model changed, or since it started."),
  MODELS_REFUSED(
      "modelsRefused",
      Operator.MEMORY,
      Kind.COUNTER,
      "Publications of the model that could not be used."),
  UPDATES("updates", Operator.TRAINER, Kind.COUNTER, "Optimiser steps of the embedding network."),
  TRAINER_FEEDBACK(
      "trainerFeedback",
      Operator.TRAINER,
      Kind.COUNTER,
      "Feedbacks whose gradients have reached the trainer."),
  AUTOENCODER_ERROR(
      "autoencoderError",
      Operator.TRAINER,
      Kind.NUMBER,
      "Squared error of the autoencoder as a share of the features' variance; the embedding network"
          + " learns once it is below training.autoencoder.gate."),
  AUTOENCODER_OUTLIERS(
      "autoencoderOutliers",
      Operator.TRAINER,
      Kind.COUNTER,
      "Observations that the autoencoder did not learn from because they lie far outside the others;"
          + " a rehearsed one counts each time."),
  GRADIENT_NORM(
      "gradientNorm",
      Operator.TRAINER,
      Kind.NUMBER,
      "Norm of the last step's gradient, before training.clip-norm."),
  TRAINER_STEP_MICROS(
      "trainerStepMicros",
      Operator.TRAINER,
      Kind.HISTOGRAM,
      "Microseconds of an optimiser step of the embedding network; under training.placement"
          + " inline, of the last one of a micro-batch."),
  TRAINER_STEPS_SKIPPED(
      "trainerStepsSkipped",
      Operator.TRAINER,
      Kind.COUNTER,
      "Optimiser steps that were not made because a gradient was not finite.");

  /** The metric group. */
  public static final String GROUP = "reinstate";

  /** The label that says why something became a dead letter. */
  public static final String REASON = "reason";

  /** What a metric is. */
  public enum Kind {
    /** Grows with each event, from 0 at each start. */
    COUNTER("counter"),
    /** How many there are at this moment. */
    LEVEL("level"),
    /** Of what came lately. */
    MEAN("mean"),
    /** Quantiles of what came lately. */
    HISTOGRAM("histogram"),
    /** What its meaning says. */
    NUMBER("number");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Which operator shows a metric. */
  public enum Operator {
    MEMORY("memory"),
    /** Under {@code training.placement: inline} it is the memory operator. */
    TRAINER("trainer"),
    EVERY_INPUT("memory, observations-checked, feedback-checked, forget-checked, models-checked");

    private final String label;

    Operator(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private static final Map<Count, Metric> BY_COUNT = new EnumMap<>(Count.class);
  private static final Map<Stat, Metric> BY_VITAL = new EnumMap<>(Stat.class);

  static {
    for (Metric metric : values()) {
      if (metric.count != null) {
        BY_COUNT.put(metric.count, metric);
      }
      if (metric.vital != null) {
        BY_VITAL.put(metric.vital, metric);
      }
    }
  }

  private final String label;
  private final Operator operator;
  private final Kind kind;
  private final Count count;
  private final Stat vital;
  private final String meaning;

  Metric(String label, Count count, String meaning) {
    this(label, Operator.MEMORY, count.isLevel() ? Kind.LEVEL : Kind.COUNTER, count, null, meaning);
  }

  Metric(String label, Stat vital, String meaning) {
    this(
        label,
        Operator.MEMORY,
        vital.isDistributed() ? Kind.HISTOGRAM : Kind.MEAN,
        null,
        vital,
        meaning);
  }

  Metric(String label, Operator operator, Kind kind, String meaning) {
    this(label, operator, kind, null, null, meaning);
  }

  Metric(String label, Operator operator, Kind kind, Count count, Stat vital, String meaning) {
    this.label = label;
    this.operator = operator;
    this.kind = kind;
    this.count = count;
    this.vital = vital;
    this.meaning = meaning;
  }

  static Metric of(Count count) {
    return BY_COUNT.get(count);
  }

  static Metric of(Stat vital) {
    return BY_VITAL.get(vital);
  }

  /** The name in the group. */
  public String label() {
    return label;
  }

  public Operator operator() {
    return operator;
  }

  public Kind kind() {
    return kind;
  }

  /** What it says, in words. */
  public String meaning() {
    return meaning;
  }
}
