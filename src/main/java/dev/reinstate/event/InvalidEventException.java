package dev.reinstate.event;

/** An event that no learner can use; the message says what was wrong and what was expected. */
public final class InvalidEventException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  InvalidEventException(String message) {
    super(message);
  }

  /** None: a topic can be full of such events, and nobody reads where they were found. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
