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
import org.jspecify.annotations.Nullable;

/**
 * A stream in the order of {@link EventOrder} with the default feedback of its observations merged
 * into it. What falls due after the last event does not come: time does not pass at the end of a
 * stream.
 */
public final class DefaultFeedbackStream implements Iterator<Event> {

  private final Iterator<? extends Event> events;
  private final FeedbackSettings settings;
  private final Queue<DefaultFeedback> waiting = new PriorityQueue<>(EventOrder.INSTANCE);
  private @Nullable Event next;

  public DefaultFeedbackStream(Iterator<? extends Event> events, FeedbackSettings settings) {
    this(events, settings, List.of());
  }

  /**
   * @param waiting default feedback of observations that came before
   */
  public DefaultFeedbackStream(
      Iterator<? extends Event> events,
      FeedbackSettings settings,
      Collection<DefaultFeedback> waiting) {
    this.events = events;
    this.settings = settings;
    this.waiting.addAll(waiting);
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
    DefaultFeedback due = waiting.peek();
    if (due != null && EventOrder.INSTANCE.compare(due, next) < 0) {
      return waiting.poll();
    }
    Event event = next;
    next = null;
    if (event instanceof Observation observation) {
      settings.defaultFeedbackFor(observation).ifPresent(waiting::add);
    }
    return event;
  }
}
