/**
 * What goes into the learner and what comes out of it: observations, feedback and requests to
 * forget; predictions, credits and rejections; and the counts of all of them. May be used by
 * everyone but {@code compute}, {@code memory} and {@code credit}.
 *
 * <p>Imports {@code credit}, {@code format}.
 */
package dev.reinstate.event;
