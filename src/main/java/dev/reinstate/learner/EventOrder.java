package dev.reinstate.learner;

import java.util.Comparator;

/**
 * The order of {@code order.by: event-time}: time, then feedback before observations, then key,
 * observation id and feedback id. It is total on events that differ, so any arrival order gives the
 * same sequence.
 */
public final class EventOrder implements Comparator<Event> {

  public static final EventOrder INSTANCE = new EventOrder();

  private EventOrder() {}

  @Override
  public int compare(Event a, Event b) {
    int order = Long.compare(a.time(), b.time());
    if (order == 0) {
      order = Boolean.compare(a instanceof Observation, b instanceof Observation);
    }
    if (order == 0) {
      order = a.key().compareTo(b.key());
    }
    if (order == 0) {
      order = a.observationId().compareTo(b.observationId());
    }
    if (order == 0 && a instanceof Feedback f && b instanceof Feedback g) {
      order = f.feedbackId().compareTo(g.feedbackId());
    }
    return order;
  }
}
