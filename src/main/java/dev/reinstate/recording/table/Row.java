package dev.reinstate.recording.table;

/** A row of a table. */
public interface Row {

  /** What it has in a column; an empty cell where it has nothing. */
  Cell cell(String column);
}
