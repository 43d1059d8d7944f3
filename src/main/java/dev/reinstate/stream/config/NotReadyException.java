package dev.reinstate.stream.config;

/** Something outside the job does not meet its requirements; the message says what to do. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NotReadyException(String message) {
    super(message);
  }
}
