package dev.reinstate.recording.stream;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.FeedbackSettings;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A stream in the order of {@link EventOrder} with the deadlines of its observations among them.
 * Deadlines after the last event do not come: the end of a stream is no passing of time.
 */
public final class DefaultFeedbackStream implements Iterator<Event> {

  private final Iterator<? extends Event> events;
  private final FeedbackSettings settings;
  private final Queue<DefaultFeedback> deadlines = new PriorityQueue<>(EventOrder.INSTANCE);
  private Event next;

  public DefaultFeedbackStream(Iterator<? extends Event> events, FeedbackSettings settings) {
    this(events, settings, List.of());
  }

  /**
   * @param waiting deadlines of observations that came before
   */
  public DefaultFeedbackStream(
      Iterator<? extends Event> events,
      FeedbackSettings settings,
      Collection<DefaultFeedback> waiting) {
    this.events = events;
    this.settings = settings;
    deadlines.addAll(waiting);
  }

  @Override
  public boolean hasNext() {
    return next != null || events.hasNext();
  }

  @Override
  public Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (next == null) {
      next = events.next();
    }
    DefaultFeedback deadline = deadlines.peek();
    if (deadline != null && EventOrder.INSTANCE.compare(deadline, next) < 0) {
      return deadlines.poll();
    }
    Event event = next;
    next = null;
    if (event instanceof Observation observation) {
      settings.deadline(observation).ifPresent(deadlines::add);
    }
    return event;
  }
}
