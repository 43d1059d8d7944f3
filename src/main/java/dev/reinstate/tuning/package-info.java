/**
 * Finds settings for a recording by successive halving, and says what they are worth on a part of
 * it that the search never saw. It starts at {@link dev.reinstate.tuning.Tuning}.
 *
 * <p>Imports {@code evaluation}, {@code evaluation.metric}, {@code event}, {@code recording},
 * {@code recording.file}, {@code recording.stream}, {@code replay}, {@code replay.summary}, {@code
 * settings}, {@code stream.config}.
 */
@NullMarked
package dev.reinstate.tuning;

import org.jspecify.annotations.NullMarked;
