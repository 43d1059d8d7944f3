package dev.reinstate.stream;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.output.LearnerStats.Stat;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of the job. All are in the metric group {@value #GROUP} of an operator. Dashboards
 * and alerts read the labels: they do not change, and no key of the stream is ever part of one.
 */
public enum Metric {
  OBSERVATIONS("observations", Count.OBSERVATIONS, "Observations received."),
  OBSERVATIONS_DUPLICATE(
      "observationsDuplicate",
      Count.OBSERVATIONS_DUPLICATE,
      "Observations dropped because their id is already known."),
  OBSERVATIONS_FORGOTTEN(
      "observationsForgotten",
      Count.OBSERVATIONS_FORGOTTEN,
      "Observations that a forget deleted before they were processed."),
  PREDICTIONS("predictions", Count.PREDICTIONS, "Predictions emitted."),
  PREDICTIONS_NOT_FINITE(
      "predictionsNotFinite",
      Count.PREDICTIONS_NOT_FINITE,
      "Predictions not emitted because they contain a number that is not finite."
          + " Their observations are dead letters."),
  FEEDBACK("feedback", Count.FEEDBACK, "Feedback events received, without malformed ones."),
  FEEDBACK_MATCHED("feedbackMatched", Count.MATCHED, "Feedback events credited to an observation."),
  FEEDBACK_EARLY(
      "feedbackEarly", Count.EARLY, "Matched feedback events that came before their observation."),
  FEEDBACK_DUPLICATE(
      "feedbackDuplicate",
      Count.DUPLICATE,
      "Feedback events dropped because their id is already known."),
  FEEDBACK_REPEATED(
      "feedbackRepeated",
      Count.REPEATED,
      "Matched feedback events whose observation had feedback before."),
  FEEDBACK_LEARNED(
      "feedbackLearned",
      Count.LEARNED,
      "Feedback events whose gradients were sent to the trainer."),
  GRADIENTS_DROPPED(
      "gradientsDropped",
      Count.GRADIENTS_DROPPED,
      "Learned feedback events whose gradients were dropped because they are not"
          + " finite or far larger than those of others."),
  TARGETS_LIMITED(
      "targetsLimited",
      Count.TARGETS_LIMITED,
      "Feedback events whose target is far larger than those of others, so that a"
          + " limited value is remembered."),
  CREDITS_NOT_FINITE(
      "creditsNotFinite",
      Count.CREDITS_NOT_FINITE,
      "Credits not emitted because they contain a number that is not finite. Their"
          + " feedback events are dead letters."),
  FEEDBACK_IGNORED(
      "feedbackIgnored",
      Count.IGNORED,
      "Feedback events dropped because feedback.repeat is ignore."),
  FEEDBACK_ORPHAN(
      "feedbackOrphaned",
      Count.ORPHAN,
      "Orphans: feedback events whose observation did not come within"
          + " feedback.early-wait. They are dead letters."),
  FEEDBACK_LATE(
      "feedbackLate",
      Count.LATE,
      "Feedback events that came after feedback.horizon. They are dead letters."),
  FEEDBACK_CAPPED(
      "feedbackCapped",
      Count.CAPPED,
      "Feedback events whose observation already has feedback.max-per-observation of"
          + " them. They are dead letters."),
  FEEDBACK_FORGOTTEN(
      "feedbackForgotten",
      Count.FORGOTTEN,
      "Feedback events that a forget deleted before they were matched."),
  FEEDBACK_DEFAULTED(
      "feedbackDefaulted",
      Count.DEFAULTED,
      "Observations that got default feedback (feedback.default-target)."),
  FEEDBACK_HELD(
      "feedbackHeld", Count.HELD, "Feedback events that currently wait for their observation."),
  FORGETS("forgets", Count.FORGETS, "Requests to forget received."),
  DEAD_LETTERS(
      "deadLetters",
      Operator.EVERY_INPUT,
      Kind.COUNTER,
      "Dead letters. The label reason is malformed, orphan, late, capped or"
          + " not-finite. Malformed ones are counted by the operators that check input."),
  PENDING_OBSERVATIONS(
      "pendingObservations",
      Count.PENDING,
      "Observations that currently wait for feedback. After a change of parallelism,"
          + " only the sum over all subtasks is meaningful."),
  OLDEST_PENDING_AGE(
      "oldestPendingAge",
      Operator.MEMORY,
      Kind.NUMBER,
      "Age of the oldest observation that waits for feedback, in milliseconds of"
          + " event time, to a precision of feedback.horizon/512; 0 if none waits. After a"
          + " change of parallelism, only observations since then are considered."),
  FEEDBACK_DELAY(
      "feedbackDelay",
      Stat.FEEDBACK_DELAY,
      "Milliseconds of event time from an observation to its first feedback."),
  MEMORIES(
      "memories",
      Count.MEMORIES,
      "Memories currently held. After a change of parallelism, only the sum over all"
          + " subtasks is meaningful."),
  MEMORIES_EVICTED(
      "memoriesEvicted",
      Count.EVICTED,
      "Memories evicted because their key had reached memory.capacity."),
  MEMORIES_FORGOTTEN(
      "memoriesForgotten", Count.MEMORIES_FORGOTTEN, "Memories deleted by a forget."),
  MEMORIES_REFRESHED(
      "memoriesRefreshed", Count.REFRESHED, "Stored embeddings recomputed with a newer model."),
  CREDITS_LOST_TO_EVICTION(
      "creditsLostToEviction",
      Count.CREDITS_LOST_TO_EVICTION,
      "Memories that feedback would have credited, had they not been evicted."),
  EMBEDDING_STALENESS(
      "embeddingStaleness",
      Stat.EMBEDDING_STALENESS,
      "Model updates since the embeddings of the memories read were computed."),
  REINSTATEMENT_ERROR(
      "reinstatementError",
      Stat.REINSTATEMENT_ERROR,
      "1 − cosine similarity of a stored embedding and the one recomputed from its"
          + " code. 0 is best."),
  EMBEDDING_NORM(
      "embeddingNorm",
      Stat.EMBEDDING_NORM,
      "Norm of the embedding network's output before normalisation. NaN if"
          + " network.embedding.file is set."),
  MICRO_BATCH_SIZE("microBatchSize", Stat.MICRO_BATCH_SIZE, "Events per micro-batch."),
  EMBED_MICROS(
      "embedMicros", Stat.EMBED_MICROS, "Microseconds to encode and embed an observation."),
  READ_MICROS(
      "readMicros",
      Stat.READ_MICROS,
      "Microseconds for the read of an observation, including state access."),
  RECOMPUTE_MICROS(
      "recomputeMicros",
      Stat.RECOMPUTE_MICROS,
      "Microseconds for reinstatement, gradient and credit of a feedback event."),
  CACHE_HIT_RATE(
      "cacheHitRate",
      Operator.MEMORY,
      Kind.NUMBER,
      "Share of lookups of headers, pages and codes that were answered from the heap"
          + " (memory.cache-bytes), since the start."),
  PREQUENTIAL_LOG_LOSS(
      "prequentialLogLoss",
      Stat.PREQUENTIAL_LOG_LOSS,
      "Log loss of the predictions as they were made, scored when their first"
          + " feedback comes. NaN if prediction.target is value."),
  PREQUENTIAL_ACCURACY(
      "prequentialAccuracy",
      Stat.PREQUENTIAL_ACCURACY,
      "Share of those predictions that were correct. NaN if prediction.target is" + " value."),
  MODEL_VERSION(
      "modelVersion",
      Operator.MEMORY,
      Kind.NUMBER,
      "Version of the embedding network that a subtask uses, in optimiser steps."),
  MODEL_AGE(
      "modelAge",
      Operator.MEMORY,
      Kind.NUMBER,
      "Milliseconds since a subtask's model last changed, or since the subtask" + " started."),
  MODELS_REFUSED(
      "modelsRefused",
      Operator.MEMORY,
      Kind.COUNTER,
      "Published models that a subtask could not use."),
  UPDATES("updates", Operator.TRAINER, Kind.COUNTER, "Optimiser steps of the embedding network."),
  TRAINER_FEEDBACK(
      "trainerFeedback",
      Operator.TRAINER,
      Kind.COUNTER,
      "Feedback events whose gradients reached the trainer."),
  AUTOENCODER_ERROR(
      "autoencoderError",
      Operator.TRAINER,
      Kind.NUMBER,
      "Squared error of the autoencoder as a share of the variance of the features; NaN where"
          + " codes are direct, which have no autoencoder."
          + " The embedding network starts to learn once it is below"
          + " training.autoencoder.gate."),
  AUTOENCODER_OUTLIERS(
      "autoencoderOutliers",
      Operator.TRAINER,
      Kind.COUNTER,
      "Observations that the autoencoder did not learn from because they lie far outside"
          + " the others. A rehearsed one counts every time. 0 where codes are direct."),
  GRADIENT_NORM(
      "gradientNorm",
      Operator.TRAINER,
      Kind.NUMBER,
      "Norm of the gradient of the last step, before training.clip-norm is applied."),
  TRAINER_STEP_MICROS(
      "trainerStepMicros",
      Operator.TRAINER,
      Kind.HISTOGRAM,
      "Microseconds per optimiser step of the embedding network. Under"
          + " training.placement inline: of the last step of each micro-batch."),
  TRAINER_STEPS_SKIPPED(
      "trainerStepsSkipped",
      Operator.TRAINER,
      Kind.COUNTER,
      "Optimiser steps skipped because a gradient was not finite.");

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
  private static final Map<Stat, Metric> BY_STAT = new EnumMap<>(Stat.class);

  static {
    for (Metric metric : values()) {
      if (metric.count != null) {
        BY_COUNT.put(metric.count, metric);
      }
      if (metric.stat != null) {
        BY_STAT.put(metric.stat, metric);
      }
    }
  }

  private final String label;
  private final Operator operator;
  private final Kind kind;
  private final @Nullable Count count;
  private final @Nullable Stat stat;
  private final String meaning;

  Metric(String label, Count count, String meaning) {
    this(label, Operator.MEMORY, count.isLevel() ? Kind.LEVEL : Kind.COUNTER, count, null, meaning);
  }

  Metric(String label, Stat stat, String meaning) {
    this(
        label,
        Operator.MEMORY,
        stat.isDistributed() ? Kind.HISTOGRAM : Kind.MEAN,
        null,
        stat,
        meaning);
  }

  Metric(String label, Operator operator, Kind kind, String meaning) {
    this(label, operator, kind, null, null, meaning);
  }

  Metric(
      String label,
      Operator operator,
      Kind kind,
      @Nullable Count count,
      @Nullable Stat stat,
      String meaning) {
    this.label = label;
    this.operator = operator;
    this.kind = kind;
    this.count = count;
    this.stat = stat;
    this.meaning = meaning;
  }

  static Metric of(Count count) {
    return BY_COUNT.get(count);
  }

  static Metric of(Stat stat) {
    return BY_STAT.get(stat);
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
