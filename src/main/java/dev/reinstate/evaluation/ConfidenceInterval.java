package dev.reinstate.evaluation;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record ConfidenceInterval(double low, double high) {}
