/**
 * Runs the learner over recordings: engines, and protocols that say when feedback arrives.
 *
 * <p>Imports {@code compute}, {@code credit.gradient}, {@code evaluation}, {@code
 * evaluation.baseline}, {@code event}, {@code learner}, {@code learner.reinstatement}, {@code
 * model}, {@code recording}, {@code recording.file}, {@code recording.stream}, {@code
 * replay.summary}, {@code settings}, {@code state}, {@code training}.
 */
package dev.reinstate.replay;
