package dev.reinstate.replay;

import dev.reinstate.evaluation.Evaluation;
import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.ObservationKey;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.replay.summary.RunSummaryBuilder;
import dev.reinstate.settings.LearnerSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Replays a recording through another learner in place of Reinstate's: one prediction for each
 * observation when it comes, one training on it when its first feedback does.
 */
public final class PeerEngine {

  private static final double NANOS = 1e9;

  private final Baseline learner;
  private final LearnerSettings settings;
  private final Map<ObservationKey, Observation> waiting = new HashMap<>();
  private final EventCounts eventCounts = new EventCounts();

  /**
   * @param learner which has learned nothing yet
   * @param settings what feedback says
   */
  public PeerEngine(Baseline learner, LearnerSettings settings) {
    this.learner = learner;
    this.settings = settings;
  }

  /** Replays a recording, once. */
  public RunSummaryBuilder replay(Recording recording) {
    long start = System.nanoTime();
    Evaluation evaluation = Evaluation.alone(settings);
    try (EventStream<Event> events = recording.events()) {
      while (events.hasNext()) {
        Event event = events.next();
        if (event instanceof Observation observation) {
          evaluation.observation(observation);
          evaluation.prediction(predict(observation));
        } else if (event instanceof Feedback feedback) {
          learn(feedback);
          evaluation.feedback(feedback);
        }
      }
    }
    return RunSummary.named(learner.name())
        .eventCounts(eventCounts, recording.malformedFeedback().count(), false)
        .observationsMalformed(recording.malformedObservations().count())
        .evaluation(evaluation)
        .seconds((System.nanoTime() - start) / NANOS);
  }

  private Prediction predict(Observation observation) {
    eventCounts.add(Count.OBSERVATIONS, 1);
    eventCounts.add(Count.PREDICTIONS, 1);
    waiting.put(ObservationKey.of(observation), observation);
    return new Prediction(
        observation.key(),
        observation.observationId(),
        observation.time(),
        0,
        learner.predict(observation).output(),
        new String[0],
        new float[0],
        0);
  }

  private void learn(Feedback feedback) {
    eventCounts.add(Count.FEEDBACK, 1);
    Observation observation = waiting.remove(ObservationKey.of(feedback));
    if (observation != null) {
      eventCounts.add(Count.MATCHED, 1);
      learner.learn(observation, feedback, null);
    }
  }
}
