/**
 * A broker and a cluster in this JVM, and a job on them, for commands that need no other.
 *
 * <p>Imports {@code evaluation}, {@code evaluation.metric}, {@code event}, {@code kafka}, {@code
 * kafka.record}, {@code recording}, {@code recording.stream}, {@code replay.summary}, {@code
 * settings}, {@code stream}, {@code stream.config}.
 */
package dev.reinstate.cli.local;
