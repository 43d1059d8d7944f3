package dev.reinstate.learner.memories;

/**
 * What is known of a key whatever the observation.
 *
 * @param prior the rate of its values, as {@code prediction.prior} has it
 * @param rates that a prediction uses beside its heads, one mixture after the other
 * @param readable how many memories there are
 */
public record KeyKnowledge(float[] prior, float[] rates, int readable) {}
