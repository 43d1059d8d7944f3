/**
 * From feedback to gradient and credit: which memories a prediction read, observations reinstated
 * from codes, losses differentiated, embeddings refreshed.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code credit.gradient}, {@code event}, {@code
 * learner.memories}, {@code learner.output}, {@code memory}, {@code model}, {@code settings},
 * {@code state}, {@code state.session}, {@code training}.
 */
package dev.reinstate.learner.reinstatement;
