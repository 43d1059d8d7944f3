package dev.reinstate.learner;

/** What reaches the learner: an {@link Observation} or {@link Feedback}, of one key at one time. */
public sealed interface Event permits Observation, Feedback {

  /** Whose memory it is; not empty. */
  String key();

  /** The observation itself, or the one that the feedback is about. */
  String observationId();

  /** Event time, milliseconds since the epoch. */
  long time();
}
