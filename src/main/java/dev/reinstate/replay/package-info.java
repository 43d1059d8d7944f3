/**
 * Recordings through the learner: engines, and protocols of when feedback comes.
 *
 * <p>Imports {@code compute}, {@code credit}, {@code evaluation}, {@code evaluation.baseline},
 * {@code event}, {@code learner}, {@code learner.reinstatement}, {@code model}, {@code recording},
 * {@code recording.file}, {@code recording.stream}, {@code replay.summary}, {@code settings},
 * {@code state}, {@code training}.
 */
package dev.reinstate.replay;
