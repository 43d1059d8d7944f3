package dev.reinstate.recording;

import dev.reinstate.event.Event;

/** What joins an observation, its prediction and its feedback. */
public record ObservationKey(String key, String observationId) {

  public static ObservationKey of(Event event) {
    return new ObservationKey(event.key(), event.observationId());
  }
}
