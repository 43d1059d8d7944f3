/**
 * Scores of predictions. The formulas are in docs/guides/evaluation.md.
 *
 * <p>Imports {@code credit.outcome}.
 */
package dev.reinstate.evaluation.metric;
