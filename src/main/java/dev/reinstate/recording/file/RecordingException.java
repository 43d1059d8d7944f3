package dev.reinstate.recording.file;

import dev.reinstate.annotation.Public;
import org.jspecify.annotations.Nullable;

/**
 * A recording, or a file that should become one, cannot be read or written. The message names the
 * file, what is wrong with it and what is allowed.
 */
@Public
public final class RecordingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RecordingException(String message) {
    super(message);
  }

  public RecordingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
