package dev.reinstate.recording.table;

/** A row cannot be used. The message names the line, the column, its value and what is allowed. */
final class BadRowException extends Exception {

  private static final long serialVersionUID = 1L;

  BadRowException(long line, String message) {
    super("line %d: %s".formatted(line, message));
  }
}
