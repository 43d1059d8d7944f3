package dev.reinstate.replay.summary;

import org.jspecify.annotations.Nullable;

/**
 * What an event cost: an observation or a feedback. Reading it is not in it. Null where the JVM
 * does not measure it.
 *
 * @param cpuMicrosPerEvent processor time of the learner, microseconds
 * @param evaluationCpuMicrosPerEvent processor time of the evaluation, all baselines and the
 *     digest, on a thread of their own
 * @param allocatedBytesPerEvent bytes of short-lived and lasting objects that the learner made
 */
public record Cost(
    @Nullable Double cpuMicrosPerEvent,
    @Nullable Double evaluationCpuMicrosPerEvent,
    @Nullable Double allocatedBytesPerEvent) {}
