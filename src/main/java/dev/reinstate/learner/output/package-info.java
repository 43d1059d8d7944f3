/**
 * The learner's boundary: all output is checked, counted and measured here.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code credit.outcome}, {@code event}, {@code model},
 * {@code settings}, {@code state}, {@code training}.
 */
package dev.reinstate.learner.output;
