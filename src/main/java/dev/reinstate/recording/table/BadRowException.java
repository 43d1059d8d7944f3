package dev.reinstate.recording.table;

import dev.reinstate.recording.file.RecordingException;

/** A row cannot be used. The message names the line, the column, its value and what is allowed. */
public final class BadRowException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param line of the row in its file, from 1
   */
  public BadRowException(long line, String message) {
    super("line %d: %s".formatted(line, message));
  }

  /** The same where it ends the reading of a file. */
  public RecordingException inFile(String name) {
    return new RecordingException("%s, %s".formatted(name, getMessage()), this);
  }
}
