/**
 * Recorded streams on disk: what they hold, how they are written, checked and read.
 *
 * <p>Imports {@code avro}, {@code credit.outcome}, {@code event}, {@code recording.file}, {@code
 * recording.stream}, {@code settings}.
 */
package dev.reinstate.recording;
