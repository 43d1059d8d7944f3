package dev.reinstate.stream.types;

import dev.reinstate.event.Event;
import dev.reinstate.event.Excerpt;
import dev.reinstate.event.Rejection;

/**
 * An observation or feedback that could not be used.
 *
 * @param event that was rejected
 * @param reason why
 * @param message why, in words; cut where it is long
 */
public record RejectedEvent(Event event, Rejection reason, String message) {

  public RejectedEvent {
    message = Excerpt.ofMessage(message);
  }
}
