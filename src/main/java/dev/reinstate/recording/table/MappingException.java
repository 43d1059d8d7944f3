package dev.reinstate.recording.table;

/**
 * A mapping file is wrong. The message names the file, the field, its value and what is allowed.
 */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }
}
