package dev.reinstate.learner.memories;

import org.jspecify.annotations.Nullable;

/**
 * Asks the memories of a key for those that are like an observation.
 *
 * @param source which of the memories that a prediction reads they are
 * @param key of the memories
 * @param embedding array that holds the observation's embedding, of all spaces
 * @param from where it begins
 * @param code array that holds the numbers of its code, where a head compares codes
 * @param codeFrom where they begin
 * @param time of the observation
 * @param before what its memories are called, where only memories of observations before it count;
 *     null: all
 */
public record Look(
    int source,
    String key,
    float[] embedding,
    int from,
    float[] code,
    int codeFrom,
    long time,
    @Nullable String before) {}
