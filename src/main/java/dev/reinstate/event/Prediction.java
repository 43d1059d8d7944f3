package dev.reinstate.event;

/**
 * The prediction made when an observation arrived.
 *
 * @param key the observation's key
 * @param observationId the observation
 * @param time its event time
 * @param modelVersion optimiser steps of the embedding network
 * @param output a probability for each class, or one number: the value, or the probability that the
 *     reward is positive
 * @param memoryIds the memories read, those of most weight first; empty where there were none
 * @param weights their attention weights, which sum to 1
 * @param readable how many memories of the key could have been read
 */
public record Prediction(
    String key,
    String observationId,
    long time,
    long modelVersion,
    float[] output,
    String[] memoryIds,
    float[] weights,
    int readable) {

  /** Whether all its numbers are finite: no other leaves the learner. */
  public boolean isFinite() {
    return Floats.areFinite(output) && Floats.areFinite(weights);
  }
}
