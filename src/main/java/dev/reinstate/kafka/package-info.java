/**
 * Topics: the job's sources and sinks, checks of the brokers, and recordings to topics and back.
 *
 * <p>Imports {@code event}, {@code kafka.record}, {@code model}, {@code recording}, {@code
 * recording.file}, {@code settings}, {@code stream}, {@code stream.config}, {@code stream.state},
 * {@code stream.types}.
 */
package dev.reinstate.kafka;
