package dev.reinstate.evaluation;

/**
 * What one named read of a job has contributed. Means over all predictions, or all credits; 0 where
 * there were none.
 *
 * @param name of the read
 * @param memoriesRead by a prediction
 * @param weight attention that memories got, not the null slot: the sum of their weights, mean over
 *     the heads and shards; 0 where nothing was read
 * @param credit sum over its memories: how much the loss of a feedback falls if they weigh a little
 *     more
 * @param leaveOneOut sum over its memories: how much the loss would have risen without each of them
 */
public record ReadContribution(
    String name, double memoriesRead, double weight, double credit, double leaveOneOut) {}
