/**
 * Tables of any maker, CSV or JSON, as recordings: which column means what, and what is wrong with
 * which row.
 *
 * <p>Imports {@code credit}, {@code event}, {@code recording}, {@code recording.file}, {@code
 * recording.generate}.
 */
package dev.reinstate.recording.table;
