package dev.reinstate.event;

import dev.reinstate.event.EventCounts.Count;

/**
 * Receives what the learner emits, in the order of the events and on the learner's thread. What it
 * receives is its own to keep, but not to change.
 */
public interface LearnerOutput {

  /** The prediction of an observation; all its numbers are finite. */
  void prediction(Prediction prediction);

  /** The credit of feedback or default feedback; all its numbers but errors are finite. */
  void credit(Credit credit);

  /**
   * An event goes to the dead letters.
   *
   * @param event an observation, or feedback, default feedback included
   * @param message what was wrong, for people
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
