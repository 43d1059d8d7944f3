package dev.reinstate.recording.stream;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.settings.FeedbackSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream and the default feedback of its observations, in batches that a thread
 * reads ahead of the one that asks for them. {@link #hasNext} and {@link #next} throw what the
 * stream threw. Closes the stream.
 */
public final class BatchReader implements Iterator<List<Event>>, AutoCloseable {

  /** Events of a batch. */
  private static final int EVENTS = 512;

  /** Batches that are ready or being read: while one is worked on, the next one is read. */
  private static final int AHEAD = 2;

  private final EventStream<Event> recorded;
  private final Iterator<Event> events;
  private final SequentialWorker<List<Event>> reading = new SequentialWorker<>("replay-reading");
  private @Nullable List<Event> next;

  /**
   * @param waiting default feedback of observations that came before
   */
  public BatchReader(
      EventStream<Event> recorded, FeedbackSettings settings, Collection<DefaultFeedback> waiting) {
    this.recorded = recorded;
    this.events = new DefaultFeedbackStream(recorded, settings, waiting);
    while (reading.waiting() < AHEAD) {
      reading.add(this::read);
    }
  }

  /** The next batch; empty at the end. */
  private List<Event> read() {
    List<Event> batch = new ArrayList<>(EVENTS);
    while (batch.size() < EVENTS && events.hasNext()) {
      batch.add(events.next());
    }
    return batch;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = reading.take();
      reading.add(this::read);
    }
    return !next.isEmpty();
  }

  @Override
  public @Nullable List<Event> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Event> batch = next;
    next = null;
    return batch;
  }

  @Override
  public void close() {
    try (recorded) {
      reading.close();
    }
  }
}
