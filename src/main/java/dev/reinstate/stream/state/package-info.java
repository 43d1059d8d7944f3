/**
 * Keyed and operator state in Flink, and savepoints read without a cluster.
 *
 * <p>Imports {@code credit.gradient}, {@code event}, {@code format}, {@code learner}, {@code
 * memory}, {@code model}, {@code settings}, {@code state}, {@code state.session}, {@code
 * stream.config}, {@code stream.types}, {@code training}.
 */
package dev.reinstate.stream.state;
