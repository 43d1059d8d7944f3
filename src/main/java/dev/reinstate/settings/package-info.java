/**
 * The learner's settings, as values. They are checked where they are read.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code credit.gradient}, {@code credit.outcome},
 * {@code event}, {@code memory}.
 */
@NullMarked
package dev.reinstate.settings;

import org.jspecify.annotations.NullMarked;
