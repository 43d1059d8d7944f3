package dev.reinstate.settings;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Observation;
import java.io.Serializable;
import java.util.Optional;

/**
 * @param horizon how long an observation waits for feedback
 * @param earlyWait how long feedback waits for its observation
 * @param repeat what a second feedback does
 * @param maxPerObservation feedbacks that are held for, or matched to, one observation at most
 * @param fallback what stands in for feedback that does not come; null: nothing
 */
public record FeedbackSettings(
    long horizon,
    long earlyWait,
    RepeatPolicy repeat,
    int maxPerObservation,
    DefaultFeedbackSettings fallback)
    implements Serializable {

  /** The moment at which the default is applied to an observation, if there is a default. */
  public Optional<DefaultFeedback> deadline(Observation observation) {
    return Optional.ofNullable(fallback)
        .map(
            f ->
                new DefaultFeedback(
                    observation.key(),
                    observation.observationId(),
                    observation.time() + f.after()));
  }
}
