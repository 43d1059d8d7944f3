/**
 * What goes into the learner and what comes out of it: observations, feedback and requests to
 * forget; predictions, credits and rejections; and the counts of all of them. May be used by
 * everyone but {@code compute}, {@code memory} and {@code credit}.
 *
 * <p>Imports {@code credit.outcome}, {@code format}.
 */
@NullMarked
package dev.reinstate.event;

import org.jspecify.annotations.NullMarked;
