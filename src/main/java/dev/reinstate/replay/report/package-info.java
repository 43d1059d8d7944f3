/**
 * The report of replays: one HTML file that needs no network, and its Markdown summary.
 *
 * <p>Imports {@code credit.outcome}, {@code evaluation}, {@code evaluation.baseline}, {@code
 * evaluation.metric}, {@code event}, {@code format}, {@code learner}, {@code learner.output},
 * {@code learner.reinstatement}, {@code recording}, {@code replay}, {@code replay.summary}.
 */
package dev.reinstate.replay.report;
