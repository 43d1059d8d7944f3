package dev.reinstate.evaluation.metric;

/**
 * The score of the predictions of a range.
 *
 * @param from where it begins, milliseconds
 * @param to where it ends, milliseconds
 * @param score of the predictions in it
 */
public record TimeSlice(long from, long to, Score score) {}
