package dev.reinstate.replay.summary;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.ScoredSample;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.settings.LearnerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a {@link RunSummary} together. Books and evaluation are required. */
public final class RunSummaryBuilder {

  private static final double PERCENT = 100;

  /** Share of evicted memories above which predictions suffer. */
  private static final double MANY_EVICTED = 0.1;

  private final String name;
  private Map<String, Object> settings = Map.of();
  private @Nullable LearnerSettings learner;
  private EventCounts eventCounts;
  private FeedbackCounts feedback;
  private Evaluation evaluation;
  private long observationsMalformed;
  private long credits;
  private long updates;
  private @Nullable Long learningFrom;
  private @Nullable StartedFrom startedFrom;
  private @Nullable Map<String, Double> gradientCosineToExact;
  private @Nullable Double autoencoderError;
  private @Nullable FeatureFault featureFault;
  private @Nullable Double reinstatementCosine;
  private @Nullable Double embeddingNormBeforeNormalisation;
  private @Nullable BytesPerMemory bytesPerMemory;
  private @Nullable Double bytesPerPending;
  private double seconds;
  private String protocol = "natural";
  private @Nullable Cost cost;
  private @Nullable String digest;

  RunSummaryBuilder(String name) {
    this.name = name;
  }

  public RunSummaryBuilder settings(Map<String, Object> settings) {
    this.settings = settings;
    return this;
  }

  /**
   * @param eventCounts the learner's
   * @param malformed feedback that never reached the learner
   * @param defaults whether default feedback is configured
   */
  public RunSummaryBuilder eventCounts(EventCounts eventCounts, long malformed, boolean defaults) {
    this.feedback = FeedbackCounts.of(eventCounts, malformed, defaults);
    this.eventCounts = eventCounts;
    return this;
  }

  /** Observations that never reached the learner. */
  public RunSummaryBuilder observationsMalformed(long count) {
    observationsMalformed = count;
    return this;
  }

  public RunSummaryBuilder evaluation(Evaluation evaluation) {
    this.evaluation = evaluation;
    return this;
  }

  public RunSummaryBuilder credits(long credits) {
    this.credits = credits;
    return this;
  }

  /** The settings of the learner, to say why nothing was learned where that is so. */
  public RunSummaryBuilder learner(LearnerSettings settings) {
    this.learner = settings;
    return this;
  }

  /**
   * @param updates optimiser steps of the embedding network
   * @param learningFrom number of the observation at the first of them, or null
   */
  public RunSummaryBuilder updates(long updates, @Nullable Long learningFrom) {
    this.updates = updates;
    this.learningFrom = learningFrom;
    return this;
  }

  /**
   * @param startedFrom null where it started empty
   */
  public RunSummaryBuilder startedFrom(@Nullable StartedFrom startedFrom) {
    this.startedFrom = startedFrom;
    return this;
  }

  /**
   * @param cosines by mode, or null where nothing was probed
   */
  public RunSummaryBuilder gradientCosineToExact(@Nullable Map<String, Double> cosines) {
    this.gradientCosineToExact = cosines;
    return this;
  }

  public RunSummaryBuilder autoencoderError(@Nullable Double autoencoderError) {
    this.autoencoderError = autoencoderError;
    return this;
  }

  /** What an autoencoder fails at, to say so where nothing was learned; null if not known. */
  public RunSummaryBuilder featureFault(@Nullable FeatureFault fault) {
    this.featureFault = fault;
    return this;
  }

  public RunSummaryBuilder reinstatementCosine(@Nullable Double reinstatementCosine) {
    this.reinstatementCosine = reinstatementCosine;
    return this;
  }

  public RunSummaryBuilder embeddingNormBeforeNormalisation(@Nullable Double norm) {
    this.embeddingNormBeforeNormalisation = norm;
    return this;
  }

  public RunSummaryBuilder bytesPerMemory(@Nullable BytesPerMemory bytesPerMemory) {
    this.bytesPerMemory = bytesPerMemory;
    return this;
  }

  public RunSummaryBuilder bytesPerPending(@Nullable Double bytesPerPending) {
    this.bytesPerPending = bytesPerPending;
    return this;
  }

  public RunSummaryBuilder seconds(double seconds) {
    this.seconds = seconds;
    return this;
  }

  /**
   * @param protocol its name as an option has it
   */
  public RunSummaryBuilder protocol(String protocol) {
    this.protocol = protocol;
    return this;
  }

  public RunSummaryBuilder cost(@Nullable Cost cost) {
    this.cost = cost;
    return this;
  }

  public RunSummaryBuilder digest(@Nullable String digest) {
    this.digest = digest;
    return this;
  }

  /** What was said of the scored observations, to compare this run with others. */
  public ScoredSample sample() {
    return evaluation.sample(name);
  }

  public RunSummary build() {
    long observations = eventCounts.get(Count.OBSERVATIONS);
    return new RunSummary(
        name,
        settings,
        observations,
        eventCounts.get(Count.PREDICTIONS),
        credits,
        eventCounts.get(Count.PENDING),
        updates,
        eventCounts.get(Count.OBSERVATIONS_DUPLICATE),
        observationsMalformed,
        eventCounts.get(Count.PREDICTIONS_NOT_FINITE),
        eventCounts.get(Count.CREDITS_NOT_FINITE),
        learningFrom,
        startedFrom,
        feedback,
        evaluation.initial(),
        evaluation.baselines(),
        evaluation.creditPrecisionAt1(),
        evaluation.reads(),
        gradientCosineToExact,
        autoencoderError,
        reinstatementCosine,
        evaluation.staleness(),
        evaluation.evictedBeforeFeedback(),
        eventCounts.get(Count.GRADIENTS_DROPPED),
        eventCounts.get(Count.TARGETS_LIMITED),
        eventCounts.get(Count.REFRESHED),
        embeddingNormBeforeNormalisation,
        bytesPerMemory,
        bytesPerPending,
        evaluation.feedbackDelay(),
        evaluation.feedbackDelayByClass(),
        evaluation.scoredByDefault(),
        evaluation.unscored(),
        seconds,
        seconds > 0 ? observations / seconds : null,
        protocol,
        evaluation.sampledOneIn(),
        cost,
        warnings(),
        digest);
  }

  private List<String> warnings() {
    boolean learned = learner == null || learningFrom != null;
    return Stream.of(
            learned
                ? null
                : NothingLearned.why(learner, eventCounts, autoencoderError, featureFault),
            evaluation.feedbackDelayWarning(),
            evictionWarning())
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable String evictionWarning() {
    Double evicted = evaluation.evictedBeforeFeedback();
    return evicted == null || evicted <= MANY_EVICTED
        ? null
        : String.format(
            Locale.ROOT,
            "%.0f %% of the memories read were gone when the feedback came, and nothing was learned"
                + " through them: raise memory.capacity, or that of a space",
            PERCENT * evicted);
  }
}
