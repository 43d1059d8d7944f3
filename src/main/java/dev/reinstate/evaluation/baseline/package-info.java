/**
 * Simple predictors that stand beside every result. They know what the learner knows and no more.
 *
 * <p>Imports {@code credit.outcome}, {@code evaluation.metric}, {@code event}, {@code memory},
 * {@code settings}.
 */
package dev.reinstate.evaluation.baseline;
