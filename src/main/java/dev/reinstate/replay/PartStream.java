package dev.reinstate.replay;

import dev.reinstate.learner.Event;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** The wanted events of another stream, up to a limit. */
final class PartStream<E extends Event> implements EventStream<E> {

  private final EventStream<E> all;
  private final Predicate<E> wanted;
  private long left;
  private E next;

  PartStream(EventStream<E> all, Predicate<E> wanted, long limit) {
    this.all = all;
    this.wanted = wanted;
    this.left = limit;
  }

  @Override
  public boolean hasNext() {
    while (next == null && left > 0 && all.hasNext()) {
      E event = all.next();
      if (wanted.test(event)) {
        next = event;
        left--;
      }
    }
    return next != null;
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    E event = next;
    next = null;
    return event;
  }

  @Override
  public void close() {
    all.close();
  }
}
