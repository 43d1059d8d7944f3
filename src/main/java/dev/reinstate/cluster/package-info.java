/**
 * The job on a Flink cluster in this JVM, over a recording. It starts at {@code FlinkEngine}.
 *
 * <p>Imports {@code evaluation}, {@code event}, {@code model}, {@code recording}, {@code
 * recording.file}, {@code recording.stream}, {@code replay}, {@code replay.summary}, {@code
 * settings}, {@code stream}, {@code stream.config}, {@code stream.types}.
 */
package dev.reinstate.cluster;
