package dev.reinstate.recording.stream;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The order in which recorded events arrive, as on a topic: each is late by a random time. None
 * comes after one that is younger by more than the limit.
 *
 * @param seed of the order
 * @param maxOutOfOrderness how late an event may be, in milliseconds of event time; at least 0
 */
public record OutOfOrderArrival(long seed, long maxOutOfOrderness) {

  /** Events as they arrive. Holds the events of that span of time. */
  public EventStream<Event> shuffle(EventStream<Event> inOrder) {
    return new Shuffled(inOrder);
  }

  /** Events as they arrive, put back into event order, as a job's operator does. */
  public EventStream<Event> restore(EventStream<Event> arriving) {
    return new Restored(arriving);
  }

  private record Late(Event event, long arrival, long number) {
    static final Comparator<Late> ORDER =
        Comparator.comparingLong(Late::arrival).thenComparingLong(Late::number);
  }

  /** Events wait in a queue until those before them have been read. */
  private abstract static class Waiting<W> implements EventStream<Event> {

    final EventStream<Event> events;
    final PriorityQueue<W> waiting;

    Waiting(EventStream<Event> events, Comparator<? super W> order) {
      this.events = events;
      this.waiting = new PriorityQueue<>(order);
    }

    @Override
    public boolean hasNext() {
      return !waiting.isEmpty() || events.hasNext();
    }

    @Override
    public Event next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      while (events.hasNext() && (waiting.isEmpty() || !isNext(waiting.peek()))) {
        waiting.add(read(events.next()));
      }
      return event(waiting.remove());
    }

    abstract W read(Event event);

    /** Whether nothing that has not been read yet can come before it. */
    abstract boolean isNext(W first);

    abstract Event event(W first);

    @Override
    public void close() {
      events.close();
    }
  }

  private final class Shuffled extends Waiting<Late> {

    private final Random random = new Random(seed);
    private long number;
    private long latest = Long.MIN_VALUE;

    Shuffled(EventStream<Event> inOrder) {
      super(inOrder, Late.ORDER);
    }

    @Override
    Late read(Event event) {
      latest = event.time();
      long delay = (long) (random.nextDouble() * (maxOutOfOrderness + 1));
      return new Late(event, event.time() + delay, number++);
    }

    @Override
    boolean isNext(Late first) {
      return first.arrival < latest;
    }

    @Override
    Event event(Late first) {
      return first.event;
    }
  }

  private final class Restored extends Waiting<Event> {

    private long latest = Long.MIN_VALUE;

    Restored(EventStream<Event> arriving) {
      super(arriving, EventOrder.INSTANCE);
    }

    @Override
    Event read(Event event) {
      latest = Math.max(latest, event.time());
      return event;
    }

    @Override
    boolean isNext(Event first) {
      return first.time() < latest - maxOutOfOrderness;
    }

    @Override
    Event event(Event first) {
      return first;
    }
  }
}
