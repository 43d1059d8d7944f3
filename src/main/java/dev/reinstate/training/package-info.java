/**
 * Gradients to parameters: the trainer, what it sums, what it rehearses, what it publishes, and the
 * files that models are kept in. Uses {@code model} and keyed state; nothing of the learner.
 *
 * <p>Imports {@code compute}, {@code event}, {@code model}, {@code settings}, {@code state}, {@code
 * state.session}.
 */
package dev.reinstate.training;
