package dev.reinstate.replay;

import dev.reinstate.learner.Event;
import dev.reinstate.learner.EventOrder;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;
import java.util.NoSuchElementException;

/** Observations and feedback in one order. */
final class MergedStream implements EventStream<Event> {

  private final EventStream<Observation> observations;
  private final EventStream<Feedback> feedback;
  private Observation nextObservation;
  private Feedback nextFeedback;

  MergedStream(EventStream<Observation> observations, EventStream<Feedback> feedback) {
    this.observations = observations;
    this.feedback = feedback;
  }

  @Override
  public boolean hasNext() {
    if (nextObservation == null && observations.hasNext()) {
      nextObservation = observations.next();
    }
    if (nextFeedback == null && feedback.hasNext()) {
      nextFeedback = feedback.next();
    }
    return nextObservation != null || nextFeedback != null;
  }

  @Override
  public Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    boolean takeFeedback =
        nextObservation == null
            || (nextFeedback != null
                && EventOrder.INSTANCE.compare(nextFeedback, nextObservation) < 0);
    Event event = takeFeedback ? nextFeedback : nextObservation;
    if (takeFeedback) {
      nextFeedback = null;
    } else {
      nextObservation = null;
    }
    return event;
  }

  @Override
  public void close() {
    try (observations;
        feedback) {
      nextObservation = null;
      nextFeedback = null;
    }
  }
}
