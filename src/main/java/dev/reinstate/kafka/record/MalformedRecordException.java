package dev.reinstate.kafka.record;

import dev.reinstate.event.Excerpt;

/** Bytes that are no usable record; the message says what was wrong and what was expected. */
public final class MalformedRecordException extends Exception {

  MalformedRecordException(String message) {
    // No stack trace: a topic can be full of such records, and nobody reads where they were found.
    super(Excerpt.ofMessage(message), null, false, false);
  }
}
