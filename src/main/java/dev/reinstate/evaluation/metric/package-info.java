/**
 * Scores of predictions. The formulas are in docs/guides/evaluation.md.
 *
 * <p>Imports {@code credit.outcome}.
 */
@NullMarked
package dev.reinstate.evaluation.metric;

import org.jspecify.annotations.NullMarked;
