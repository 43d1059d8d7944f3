/**
 * Benchmarks, with JMH underneath: what {@code reinstate bench} runs. Not part of the job's jar.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code credit.gradient}, {@code credit.outcome},
 * {@code evaluation.baseline}, {@code evaluation.metric}, {@code event}, {@code kafka}, {@code
 * kafka.record}, {@code learner}, {@code learner.memories}, {@code learner.reinstatement}, {@code
 * memory}, {@code model}, {@code recording}, {@code recording.stream}, {@code replay}, {@code
 * replay.summary}, {@code settings}, {@code state}, {@code state.cache}, {@code stream}, {@code
 * stream.config}, {@code stream.state}, {@code training}.
 */
package dev.reinstate.bench;
