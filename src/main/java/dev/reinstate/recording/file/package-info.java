/**
 * The files of a recording and those that one is made of, read without trust in what they say of
 * themselves.
 *
 * <p>Imports {@code avro}, {@code credit}, {@code event}, {@code recording.stream}.
 */
package dev.reinstate.recording.file;
