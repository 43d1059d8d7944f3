/**
 * What the learner is configured by, as values that were checked where they were read.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code event}, {@code memory}.
 */
package dev.reinstate.settings;
