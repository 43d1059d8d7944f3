/**
 * Scores of predictions. The formulas are in docs/guides/evaluation.md.
 *
 * <p>Imports {@code credit}.
 */
package dev.reinstate.evaluation.metric;
