package dev.reinstate.stream.config;

import dev.reinstate.annotation.Public;

/** A setting that is unknown or impossible; the message names it, its value and what is allowed. */
@Public
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SettingsException(String message) {
    super(message);
  }
}
