/**
 * Looks at a table and proposes the mapping that would import it, with a comment on each guess.
 *
 * <p>Imports {@code recording.file}, {@code recording.table}.
 */
@NullMarked
package dev.reinstate.recording.table.suggest;

import org.jspecify.annotations.NullMarked;
