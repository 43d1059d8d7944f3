package dev.reinstate.settings;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Observation;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which feedback is matched to an observation, and how long each waits for the other.
 *
 * @param horizon how long an observation waits for feedback, in milliseconds of event time
 * @param earlyWait how long feedback waits for its observation, in milliseconds of event time
 * @param repeat what happens if an observation gets feedback again
 * @param maxPerObservation maximum number of feedback events that are held for, or matched to, one
 *     observation
 * @param defaultFeedback what is applied where no feedback comes; null: nothing
 */
public record FeedbackSettings(
    long horizon,
    long earlyWait,
    RepeatPolicy repeat,
    int maxPerObservation,
    @Nullable DefaultFeedbackSettings defaultFeedback)
    implements Serializable {

  /** The default feedback of an observation, if one is configured. */
  public Optional<DefaultFeedback> defaultFeedbackFor(Observation observation) {
    return Optional.ofNullable(defaultFeedback)
        .map(
            f ->
                new DefaultFeedback(
                    observation.key(), observation.observationId(), due(observation, f.after())));
  }

  /** No feedback counts after the horizon, so that what is due later is due then. */
  private long due(Observation observation, long after) {
    return observation.hasFeedbackDue()
        ? Math.min(observation.feedbackDue(), observation.time() + horizon)
        : observation.time() + after;
  }
}
