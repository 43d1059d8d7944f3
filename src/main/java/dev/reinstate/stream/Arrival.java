package dev.reinstate.stream;

import dev.reinstate.learner.Event;

/**
 * A record as a source hands it on: an event, or the dead letter of a record that is none. Exactly
 * one of the two is null.
 */
public record Arrival(Event event, DeadLetter deadLetter) {

  public static Arrival of(Event event) {
    return new Arrival(event, null);
  }

  public static Arrival of(DeadLetter deadLetter) {
    return new Arrival(null, deadLetter);
  }
}
