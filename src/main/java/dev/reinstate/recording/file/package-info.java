/**
 * Files of recordings, and files that recordings are made from. No size or count in them is
 * trusted.
 *
 * <p>Imports {@code avro}, {@code credit.outcome}, {@code event}, {@code format}, {@code
 * recording.stream}.
 */
package dev.reinstate.recording.file;
