/**
 * Benchmarks, with JMH underneath: what {@code reinstate bench} runs. Not part of the job's jar.
 */
package dev.reinstate.bench;
