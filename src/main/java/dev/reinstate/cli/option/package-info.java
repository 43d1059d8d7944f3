/**
 * Options and arguments that several commands share.
 *
 * <p>Imports {@code credit.outcome}, {@code kafka}, {@code learner}, {@code model}, {@code
 * recording}, {@code recording.generate}, {@code replay}, {@code replay.report}, {@code settings},
 * {@code stream.config}, {@code stream.state}, {@code training}.
 */
package dev.reinstate.cli.option;
