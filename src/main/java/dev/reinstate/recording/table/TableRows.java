package dev.reinstate.recording.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table, one after the other. */
public interface TableRows {

  /**
   * The next row, or null at the end.
   *
   * @throws BadRowException if it is none; the rows after it can still be asked for
   */
  @Nullable Row next() throws IOException, BadRowException;

  /**
   * The names of the columns, in their order and with those that are there twice: of the table,
   * where it has a header, else of the row that came last.
   */
  List<String> columns();
}
