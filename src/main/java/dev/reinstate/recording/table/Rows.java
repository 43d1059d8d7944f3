package dev.reinstate.recording.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a table, one after the other. */
interface Rows {

  /**
   * The next row, or null at the end.
   *
   * @throws BadRowException if it is none; the rows after it can still be asked for
   */
  @Nullable Row next() throws IOException, BadRowException;
}
