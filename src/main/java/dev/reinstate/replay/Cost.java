package dev.reinstate.replay;

/**
 * What an event cost the thread that replayed it. An event is an observation or a feedback. Null
 * where the JVM does not measure it, or several threads worked.
 *
 * @param cpuMicrosPerEvent processor time of the learner, microseconds
 * @param evaluationCpuMicrosPerEvent processor time of the evaluation and all baselines, on top
 * @param allocatedBytesPerEvent bytes of short-lived and lasting objects that the learner made
 */
public record Cost(
    Double cpuMicrosPerEvent, Double evaluationCpuMicrosPerEvent, Double allocatedBytesPerEvent) {}
