/**
 * A broker, a cluster and a job in this JVM, for commands that bring their own.
 *
 * <p>Imports {@code evaluation}, {@code evaluation.metric}, {@code event}, {@code kafka}, {@code
 * kafka.record}, {@code recording}, {@code recording.stream}, {@code replay.summary}, {@code
 * settings}, {@code stream}, {@code stream.config}.
 */
package dev.reinstate.cli.local;
