package dev.reinstate.recording.stream;

import dev.reinstate.event.Event;
import java.util.Iterator;

/**
 * A stream of events that are at hand.
 *
 * @param events in event order
 */
public record ListedStream<E extends Event>(Iterator<E> events) implements EventStream<E> {

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public E next() {
    return events.next();
  }

  @Override
  public void close() {}
}
