/**
 * The memories of a space at a key: what they are asked and what they answer. Each answer is a
 * small value of its own, so that it may travel.
 *
 * <p>Imports {@code credit}, {@code credit.outcome}, {@code event}, {@code memory}, {@code
 * settings}, {@code state}, {@code state.session}.
 */
@NullMarked
package dev.reinstate.learner.memories;

import org.jspecify.annotations.NullMarked;
