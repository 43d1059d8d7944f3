package dev.reinstate.cluster;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.stream.EventStream;
import dev.reinstate.replay.ReplayScorer;
import dev.reinstate.stream.types.SourceRecord;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects a replay with the tasks of its Flink job in the same JVM. What Flink ships to tasks is a
 * copy, so sources and sinks carry a name, and look up here what it stands for.
 */
final class ReplayRegistry implements AutoCloseable {

  private static final Map<String, ReplayRegistry> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final EventStream<Event> arriving;
  private final EventStream<Event> inOrder;
  private final ReplayScorer replayed;
  private final BooleanSupplier stop;
  private final LongConsumer progress;
  private @Nullable Event next;
  private long shown;
  private volatile long arrived;

  /**
   * @param arriving the events as the job gets them
   * @param inOrder the same in event order, for the scores
   * @param replayed receives events and output; by one thread at a time
   * @param stop whether the events should end early
   * @param progress is told how many have arrived
   */
  ReplayRegistry(
      EventStream<Event> arriving,
      EventStream<Event> inOrder,
      ReplayScorer replayed,
      BooleanSupplier stop,
      LongConsumer progress) {
    this.arriving = arriving;
    this.inOrder = inOrder;
    this.replayed = replayed;
    this.stop = stop;
    this.progress = progress;
    OPEN.put(name, this);
  }

  String name() {
    return name;
  }

  static ReplayRegistry of(String name) {
    ReplayRegistry registry = OPEN.get(name);
    if (registry == null) {
      throw new IllegalStateException("this replay has ended");
    }
    return registry;
  }

  /** The events as the job's source hands them on; for one thread. */
  Iterator<SourceRecord<Event>> arrivals() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !stop.getAsBoolean() && arriving.hasNext();
      }

      @Override
      public SourceRecord<Event> next() {
        if (!arriving.hasNext()) {
          throw new NoSuchElementException();
        }
        SourceRecord<Event> arrival = SourceRecord.of(arriving.next());
        arrived++;
        progress.accept(arrived);
        return arrival;
      }
    };
  }

  /** Its observation, and all that happened until then, is shown to the scores first. */
  synchronized void prediction(Prediction prediction) {
    while (peek() != null && next.time() <= prediction.time()) {
      show();
    }
    replayed.prediction(prediction);
  }

  synchronized void credit(Credit credit) {
    replayed.credit(credit);
  }

  /** Shows the rest of what has arrived to the scores. */
  synchronized void finish() {
    while (shown < arrived && peek() != null) {
      show();
    }
  }

  private @Nullable Event peek() {
    if (next == null && inOrder.hasNext()) {
      next = inOrder.next();
    }
    return next;
  }

  private void show() {
    replayed.event(next);
    next = null;
    shown++;
  }

  @Override
  public void close() {
    OPEN.remove(name);
    try (arriving) {
      inOrder.close();
    }
  }
}
