package dev.reinstate.replay.summary;

import dev.reinstate.evaluation.ClassFeedback;
import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.FeedbackDelay;
import dev.reinstate.evaluation.ReadContribution;
import dev.reinstate.evaluation.metric.Metrics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a recording or a stream under one setting.
 *
 * @param name of the run
 * @param settings its configuration by key
 * @param observations read, duplicates included
 * @param predictions made
 * @param credits emitted
 * @param pending observations that wait for feedback at the end
 * @param updates optimiser steps of the embedding network
 * @param observationsDuplicate dropped, since their id was known
 * @param observationsMalformed left out, as a job does: not among the observations read
 * @param predictionsNotFinite not emitted, since a number in them is not finite
 * @param creditsNotFinite likewise; the feedback is among the matched or defaulted
 * @param learningFrom number of the observation at the first update, from 0; null if none was made;
 *     0 where the model that it started from had had updates already
 * @param startedFrom the savepoint that it started from, or null where it started empty; what had
 *     been counted before is not counted here
 * @param feedback what happened to all feedback
 * @param initial the initial predictions' metrics
 * @param baselines the same for the baselines by name
 * @param creditPrecisionAt1 share of largest credits that went to the true cause, in the last fifth
 *     of the observations whose cause is known, or null
 * @param reads what each named read has contributed, in the order of the job; null where it names
 *     none
 * @param gradientCosineToExact mean cosine of the gradient that a credit mode gives to the exact
 *     one, by mode, or null where that was not asked for
 * @param autoencoderError share of the features' variance, or null
 * @param reinstatementCosine of stored and reinstated embeddings, or null
 * @param staleness mean number of updates of the embedding network from an observation's embedding
 *     to its credit, or null
 * @param evictedBeforeFeedback share of the memories read that were gone when the feedback came, so
 *     that nothing was learned through them, or null
 * @param gradientsDropped feedbacks whose gradients were left out, far beyond those of others
 * @param targetsLimited feedbacks with a target far beyond those of others, which memory has a
 *     smaller value of
 * @param memoriesRefreshed stored embeddings that were replaced by ones computed anew
 * @param embeddingNormBeforeNormalisation mean length of what the embedding network gives before it
 *     is divided by that length: of the last observations with the last parameters, or null
 * @param bytesPerMemory what a memory costs, or null
 * @param bytesPerPending mean bytes of what state keeps of an observation that waits for feedback:
 *     of some of the last, or null
 * @param feedbackDelayMillis how late the scored feedback was
 * @param feedbackDelayMillisByClass the same by class, and how much there was; null for values
 * @param scoredByDefault scored predictions whose label is the default; null where there is none
 * @param unscored predictions without a label, since no feedback came
 * @param seconds wall-clock time
 * @param observationsPerSecond over that time, or null where it was none
 * @param protocol when feedback came: {@code Protocol}
 * @param sampledOneIn see {@link Evaluation#sampledOneIn}
 * @param cost what an event cost, or null where that was not measured
 * @param warnings what a person should know of the stream, and do about it
 * @param digest SHA-256 of all predictions and credits, or null where their order is not fixed
 */
public record RunSummary(
    String name,
    Map<String, Object> settings,
    long observations,
    long predictions,
    long credits,
    long pending,
    long updates,
    long observationsDuplicate,
    long observationsMalformed,
    long predictionsNotFinite,
    long creditsNotFinite,
    @Nullable Long learningFrom,
    @Nullable StartedFrom startedFrom,
    FeedbackCounts feedback,
    Metrics initial,
    Map<String, Metrics> baselines,
    @Nullable Double creditPrecisionAt1,
    @Nullable List<ReadContribution> reads,
    @Nullable Map<String, Double> gradientCosineToExact,
    @Nullable Double autoencoderError,
    @Nullable Double reinstatementCosine,
    @Nullable Double staleness,
    @Nullable Double evictedBeforeFeedback,
    long gradientsDropped,
    long targetsLimited,
    long memoriesRefreshed,
    @Nullable Double embeddingNormBeforeNormalisation,
    @Nullable BytesPerMemory bytesPerMemory,
    @Nullable Double bytesPerPending,
    FeedbackDelay feedbackDelayMillis,
    @Nullable Map<String, ClassFeedback> feedbackDelayMillisByClass,
    @Nullable Long scoredByDefault,
    long unscored,
    double seconds,
    @Nullable Double observationsPerSecond,
    String protocol,
    long sampledOneIn,
    @Nullable Cost cost,
    List<String> warnings,
    @Nullable String digest) {

  /**
   * Collects the parts of a summary; those that are not given are null, or 0 where they are counts.
   */
  public static RunSummaryBuilder named(String name) {
    return new RunSummaryBuilder(name);
  }
}
