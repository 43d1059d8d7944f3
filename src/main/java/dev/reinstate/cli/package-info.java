/**
 * The commands, one class each, and nothing else. Nothing imports them.
 *
 * <p>Imports {@code cli.bench}, {@code cli.generate}, {@code cli.local}, {@code cli.option}, {@code
 * cluster}, {@code compute}, {@code evaluation}, {@code evaluation.metric}, {@code event}, {@code
 * kafka}, {@code kafka.record}, {@code learner}, {@code recording}, {@code recording.file}, {@code
 * recording.stream}, {@code recording.table}, {@code recording.table.suggest}, {@code replay},
 * {@code replay.report}, {@code replay.summary}, {@code settings}, {@code state.session}, {@code
 * stream}, {@code stream.config}, {@code stream.state}, {@code training}, {@code tuning}.
 */
package dev.reinstate.cli;
