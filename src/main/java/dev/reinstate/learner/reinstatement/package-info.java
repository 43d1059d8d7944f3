/**
 * Feedback to gradient and credit: which memories a prediction read, their observations reinstated
 * from codes, the losses differentiated, and embeddings refreshed.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code event}, {@code learner.output}, {@code
 * memory}, {@code model}, {@code settings}, {@code state}, {@code state.session}, {@code training}.
 */
package dev.reinstate.learner.reinstatement;
