/**
 * Imports tables, CSV or JSON lines, as recordings: what each column means, and what is wrong with
 * a row.
 *
 * <p>Imports {@code credit.outcome}, {@code event}, {@code format}, {@code recording}, {@code
 * recording.file}.
 */
package dev.reinstate.recording.table;
