package dev.reinstate.recording.stream;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Two streams in one order. */
public final class MergedStream implements EventStream<Event> {

  private final EventStream<? extends Event> one;
  private final EventStream<? extends Event> other;
  private @Nullable Event nextOfOne;
  private @Nullable Event nextOfOther;

  public MergedStream(EventStream<? extends Event> one, EventStream<? extends Event> other) {
    this.one = one;
    this.other = other;
  }

  @Override
  public boolean hasNext() {
    if (nextOfOne == null && one.hasNext()) {
      nextOfOne = one.next();
    }
    if (nextOfOther == null && other.hasNext()) {
      nextOfOther = other.next();
    }
    return nextOfOne != null || nextOfOther != null;
  }

  @Override
  public @Nullable Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    boolean takeOther =
        nextOfOne == null
            || (nextOfOther != null && EventOrder.INSTANCE.compare(nextOfOther, nextOfOne) < 0);
    Event event = takeOther ? nextOfOther : nextOfOne;
    if (takeOther) {
      nextOfOther = null;
    } else {
      nextOfOne = null;
    }
    return event;
  }

  @Override
  public void close() {
    try (one;
        other) {
      nextOfOne = null;
      nextOfOther = null;
    }
  }
}
