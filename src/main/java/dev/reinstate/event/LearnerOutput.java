package dev.reinstate.event;

import dev.reinstate.event.EventCounts.Count;

/** Receives what the learner gives out, in the order of the events. */
public interface LearnerOutput {

  void prediction(Prediction prediction);

  void credit(Credit credit);

  /**
   * An event goes to the dead letters.
   *
   * @param event an observation or feedback
   */
  void rejected(Event event, Rejection reason, String message);

  /**
   * An event goes nowhere, since it says nothing new; or what it says is so extreme that a part of
   * it is left out.
   *
   * @param count where it is counted
   */
  default void dropped(Event event, Count count) {}
}
