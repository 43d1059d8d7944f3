/**
 * Scores of predictions, each by its formula in docs.
 *
 * <p>Imports {@code credit}.
 */
package dev.reinstate.evaluation.metric;
