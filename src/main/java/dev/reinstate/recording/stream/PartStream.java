package dev.reinstate.recording.stream;

import dev.reinstate.event.Event;
import java.util.NoSuchElementException;

/** The first events of another stream. */
public final class PartStream<E extends Event> implements EventStream<E> {

  private final EventStream<E> all;
  private long left;

  public PartStream(EventStream<E> all, long limit) {
    this.all = all;
    this.left = limit;
  }

  @Override
  public boolean hasNext() {
    return left > 0 && all.hasNext();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return all.next();
  }

  @Override
  public void close() {
    all.close();
  }
}
