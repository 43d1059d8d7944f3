/**
 * From gradients to parameters: the trainer, its sums, rehearsal, publications and model files.
 * Uses {@code model} and keyed state, nothing of the learner.
 *
 * <p>Imports {@code compute}, {@code event}, {@code format}, {@code model}, {@code settings},
 * {@code state}, {@code state.session}.
 */
@NullMarked
package dev.reinstate.training;

import org.jspecify.annotations.NullMarked;
