/**
 * Recordings of tasks whose difficulty is known, and the data that they draw from.
 *
 * <p>Imports {@code credit.outcome}, {@code recording}, {@code recording.file}, {@code
 * recording.table}.
 */
@NullMarked
package dev.reinstate.recording.generate;

import org.jspecify.annotations.NullMarked;
