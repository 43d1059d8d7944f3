package dev.reinstate.recording;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.EventStream;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;

/**
 * A recording several times in a row. Each time its events are new ones: their ids are the pass's
 * own, and their times are later by whole days, so that each pass begins after the one before has
 * ended and the times of day stay.
 */
public final class RepeatedRecording {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final Recording recording;
  private final int count;
  private final long days;

  /**
   * @param recording with one event at least
   * @param count how many times, at least 1
   */
  public RepeatedRecording(Recording recording, int count) {
    this.recording = recording;
    this.count = count;
    days = (duration(recording) / DAY + 1) * DAY;
  }

  private static long duration(Recording recording) {
    try (EventStream<Event> events = recording.events()) {
      long first = events.next().time();
      long last = first;
      while (events.hasNext()) {
        last = events.next().time();
      }
      return last - first;
    }
  }

  /** All events of all passes, in event order. */
  public EventStream<Event> events() {
    return new Stream();
  }

  private Event shifted(Event event, int pass) {
    return event instanceof Observation observation
        ? shifted(observation, pass)
        : shifted((Feedback) event, pass);
  }

  private Observation shifted(Observation event, int pass) {
    return new Observation(
        event.key(),
        id(event.observationId(), pass),
        event.time() + pass * days,
        event.features(),
        event.keys(),
        shifted(event.feedbackDue(), Observation.NO_FEEDBACK_DUE, pass));
  }

  private Feedback shifted(Feedback event, int pass) {
    return new Feedback(
        event.key(),
        id(event.feedbackId(), pass),
        id(event.observationId(), pass),
        event.time() + pass * days,
        shifted(event.observationTime(), Feedback.UNKNOWN_TIME, pass),
        event.target(),
        event.weight(),
        event.origin());
  }

  private long shifted(long time, long none, int pass) {
    return time == none ? none : time + pass * days;
  }

  /** What is in front leaves the order of ids within a pass as it is. */
  private static String id(String recorded, int pass) {
    return pass + ":" + recorded;
  }

  private final class Stream implements EventStream<Event> {

    private int pass;
    private EventStream<Event> events = recording.events();

    @Override
    public boolean hasNext() {
      while (!events.hasNext() && pass + 1 < count) {
        events.close();
        events = recording.events();
        pass++;
      }
      return events.hasNext();
    }

    @Override
    public Event next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return shifted(events.next(), pass);
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
