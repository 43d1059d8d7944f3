package dev.reinstate.compute;

/** Networks cannot be computed as asked for; the message tells a user why and what is possible. */
public final class ComputeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ComputeException(String message) {
    super(message);
  }

  public ComputeException(String message, Throwable cause) {
    super(message, cause);
  }
}
