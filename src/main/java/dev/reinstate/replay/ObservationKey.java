package dev.reinstate.replay;

import dev.reinstate.learner.Event;

/** What joins an observation, its prediction and its feedback. */
record ObservationKey(String key, String observationId) {

  static ObservationKey of(Event event) {
    return new ObservationKey(event.key(), event.observationId());
  }
}
