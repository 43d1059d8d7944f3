package dev.reinstate.recording;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The observations of a recording, and their feedback a number of observations later, at the time
 * of the observation that comes next; with a delay of 0 right after its own and at its time. What
 * is left when the observations end comes then, and after it feedback for none of them.
 */
public final class FixedDelayStream implements EventStream<Event> {

  private final EventStream<Observation> observations;
  private final long delay;
  private final Map<ObservationKey, List<Feedback>> unmatched = new LinkedHashMap<>();
  private final Deque<Due> waiting = new ArrayDeque<>();
  private final Deque<Event> ready = new ArrayDeque<>();
  private long number;
  private long now = Long.MIN_VALUE;

  /** Feedback that comes just before the observation of a number. */
  private record Due(long number, List<Feedback> feedback) {}

  public FixedDelayStream(Recording recording, long delay) {
    this.delay = delay;
    try (EventStream<Feedback> all = recording.feedback()) {
      while (all.hasNext()) {
        Feedback feedback = all.next();
        unmatched
            .computeIfAbsent(ObservationKey.of(feedback), key -> new ArrayList<>(1))
            .add(feedback);
      }
    }
    this.observations = recording.observations();
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty()) {
      if (observations.hasNext()) {
        prepare(observations.next());
      } else {
        prepareEnd();
      }
    }
    return !ready.isEmpty();
  }

  private void prepare(Observation observation) {
    now = observation.time();
    while (!waiting.isEmpty() && waiting.peek().number <= number) {
      makeReady(waiting.remove().feedback);
    }
    ready.add(observation);
    List<Feedback> own = unmatched.remove(ObservationKey.of(observation));
    if (own != null && delay == 0) {
      makeReady(own);
    } else if (own != null) {
      waiting.add(new Due(number + delay, own));
    }
    number++;
  }

  private void prepareEnd() {
    waiting.forEach(due -> makeReady(due.feedback));
    waiting.clear();
    unmatched.values().stream()
        .flatMap(List::stream)
        .sorted(EventOrder.INSTANCE)
        .forEach(orphan -> ready.add(orphan.at(Math.max(now, orphan.time()))));
    unmatched.clear();
  }

  private void makeReady(List<Feedback> due) {
    due.forEach(feedback -> ready.add(feedback.at(now)));
  }

  @Override
  public Event next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  @Override
  public void close() {
    observations.close();
  }
}
