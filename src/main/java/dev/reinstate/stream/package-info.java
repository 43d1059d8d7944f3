/**
 * The Flink job: its graph, operators, metrics, and checks of the cluster that it is submitted to.
 *
 * <p>Imports {@code compute}, {@code event}, {@code learner}, {@code learner.output}, {@code
 * model}, {@code settings}, {@code state.cache}, {@code stream.config}, {@code stream.state},
 * {@code stream.types}, {@code training}.
 */
package dev.reinstate.stream;
