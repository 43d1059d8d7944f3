package dev.reinstate.stream;

import dev.reinstate.event.EventCounts.Count;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running or finished job's counts, as its accumulators give them.
 *
 * @param eventCounts what happened to events, added up over the subtasks
 * @param updates optimiser steps of the embedding network
 * @param trainerFeedback matched feedbacks whose gradients have come to the trainer
 * @param learningFrom observations that had come when the first update showed; 0 before
 * @param autoencoderError share of the features' variance; null before the first step
 */
public record JobCounts(
    Map<Count, Long> eventCounts,
    long updates,
    long trainerFeedback,
    long learningFrom,
    @Nullable Double autoencoderError) {

  /** Reads a job's accumulators; those that are not there yet count 0. */
  public static JobCounts of(Map<String, Object> accumulators) {
    Map<Count, Long> eventCounts = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      eventCounts.put(count, number(accumulators, count.label()));
    }
    Double error = (Double) accumulators.get(Metric.AUTOENCODER_ERROR.label());
    return new JobCounts(
        eventCounts,
        number(accumulators, Metric.UPDATES.label()),
        number(accumulators, Metric.TRAINER_FEEDBACK.label()),
        number(accumulators, MemoryMetrics.LEARNING_FROM),
        error == null || error == 0 ? null : error);
  }

  private static long number(Map<String, Object> accumulators, String name) {
    return (Long) accumulators.getOrDefault(name, 0L);
  }

  public long get(Count count) {
    return eventCounts.get(count);
  }
}
