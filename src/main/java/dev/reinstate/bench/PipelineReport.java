package dev.reinstate.bench;

import java.util.Map;

/**
 * What the whole job does, and what it is busy with, once Java's compiler has warmed up: all
 * figures are those of the last time that the recording was worked on.
 *
 * @param observations worked on in the time that was measured
 * @param observationsPerSecond by the clock
 * @param feedbackPerSecond by the clock
 * @param cpuMicrosPerObservation processor time of the JVM, which also runs the broker, per
 *     observation with its feedback
 * @param shares of samples of busy threads, by part; they sum to 1, or all are 0 where none was
 *     seen
 */
public record PipelineReport(
    long observations,
    double observationsPerSecond,
    double feedbackPerSecond,
    double cpuMicrosPerObservation,
    Map<String, Double> shares) {}
