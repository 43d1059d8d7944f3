package dev.reinstate.event;

import dev.reinstate.event.EventCounts.Count;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why feedback or an observation went to the dead letters. */
public enum Rejection {
  /** Its observation never came, or is long forgotten. */
  ORPHAN(Count.ORPHAN),
  /** It came after the feedback horizon of its observation. */
  LATE(Count.LATE),
  /** Its observation has as many as it may have, or as many wait for it. */
  CAPPED(Count.CAPPED),
  /** What was computed for it is not finite, and was not emitted. */
  NOT_FINITE(Count.PREDICTIONS_NOT_FINITE, Count.CREDITS_NOT_FINITE);

  private final Count ofObservations;
  private final Count ofFeedback;

  Rejection(Count count) {
    this(count, count);
  }

  Rejection(Count ofObservations, Count ofFeedback) {
    this.ofObservations = ofObservations;
    this.ofFeedback = ofFeedback;
  }

  /** Where the dead letter of an event is counted. */
  public Count count(Event event) {
    return event instanceof Observation ? ofObservations : ofFeedback;
  }

  /** Where dead letters with this reason are counted: there are as many as these together. */
  public Set<Count> counts() {
    return EnumSet.of(ofObservations, ofFeedback);
  }

  /** As a dead letter's header and a metric's label give it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
