package dev.reinstate.stream.config;

/** Something outside of the job is not as the job needs it; the message says what to do. */
public final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NotReadyException(String message) {
    super(message);
  }
}
