/**
 * How good predictions and credits were, beside those of simple predictors, and how much of a
 * difference may be luck.
 *
 * <p>Imports {@code credit.outcome}, {@code evaluation.baseline}, {@code evaluation.metric}, {@code
 * event}, {@code recording}, {@code settings}.
 */
package dev.reinstate.evaluation;
