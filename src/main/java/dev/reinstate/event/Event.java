package dev.reinstate.event;

import dev.reinstate.annotation.Public;
import org.jspecify.annotations.Nullable;

/**
 * What reaches the learner, of one key at one time: an {@link Observation}, {@link Feedback}, the
 * {@link DefaultFeedback} of feedback that did not come, or a request to {@link Forget}.
 */
@Public
public sealed interface Event extends HasFields
    permits Observation, Feedback, DefaultFeedback, Forget {

  /** What its memory belongs to; not empty. */
  String key();

  /**
   * The observation itself, or the one that it is about; null where a forget is about all of a key.
   */
  @Nullable String observationId();

  /** Event time, milliseconds since the epoch. */
  long time();
}
