/**
 * Kafka records and their bytes: Avro in the project's schemas, dead letters; what is malformed,
 * and why.
 *
 * <p>Imports {@code avro}, {@code credit.outcome}, {@code event}, {@code model}, {@code
 * recording.file}, {@code settings}, {@code stream.config}, {@code stream.types}.
 */
package dev.reinstate.kafka.record;
