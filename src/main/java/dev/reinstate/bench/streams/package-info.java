/**
 * The learner beside all baselines on streams of many kinds: what {@code bench streams} runs. Not
 * part of the job's jar.
 *
 * <p>Imports {@code bench}, {@code credit.outcome}, {@code evaluation.metric}, {@code recording},
 * {@code replay}, {@code replay.summary}, {@code settings}, {@code stream.config}.
 */
package dev.reinstate.bench.streams;
