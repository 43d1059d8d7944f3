package dev.reinstate.kafka;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.Event;
import dev.reinstate.learner.EventLimits;
import dev.reinstate.learner.EventTimes;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.InvalidEventException;
import dev.reinstate.stream.JobOptions;
import dev.reinstate.stream.JobSettings;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.TimeUtils;

/**
 * What a record on the topics must be for this job to use it: an event within the limits of all
 * events, whose times do not lie in the future. Here alone is it decided which times come in: one
 * event of the year 9999 would move event time there, and with it would go all that expires.
 *
 * @param events the limits of all events
 * @param maxAhead how far a time may lie ahead, {@code order.max-ahead}
 * @param clock the time now; serializable
 */
public record RecordLimits(EventLimits events, Duration maxAhead, Clock clock)
    implements Serializable {

  /** Limits with the default of {@code order.max-ahead}. */
  public RecordLimits(int observationSize, Target target, int classes, int maxIdBytes) {
    this(
        new EventLimits(observationSize, target, classes, maxIdBytes),
        JobOptions.ORDER_MAX_AHEAD.defaultValue(),
        Clock.systemUTC());
  }

  /** What a job expects. */
  public static RecordLimits of(JobSettings settings) {
    return new RecordLimits(
        EventLimits.of(settings.learner(), settings.kafka().maxIdBytes()),
        settings.order().maxAhead(),
        Clock.systemUTC());
  }

  int observationSize() {
    return events.observationSize();
  }

  Target target() {
    return events.target();
  }

  /**
   * @return the event
   * @throws MalformedRecordException if it is not within the limits of all events
   */
  <E extends Event> E check(E event) throws MalformedRecordException {
    try {
      return events.check(event);
    } catch (InvalidEventException e) {
      throw new MalformedRecordException(e.getMessage());
    }
  }

  /** Checks a time that is no event's, in milliseconds since the epoch. */
  static void checkTime(String field, long millis) throws MalformedRecordException {
    try {
      EventTimes.check(field, millis);
    } catch (InvalidEventException e) {
      throw new MalformedRecordException(e.getMessage());
    }
  }

  /**
   * When a record came, at the latest: the earlier of its own timestamp and the time now, so that
   * it does not matter how long it has been on the topic.
   *
   * @param timestamp the record's own, milliseconds since the epoch; negative where it has none
   */
  long arrival(long timestamp) {
    long now = clock.millis();
    return timestamp < 0 ? now : Math.min(timestamp, now);
  }

  /**
   * Refuses an event that is ahead of its time.
   *
   * @param timestamp of the record that it is sent with, milliseconds since the epoch; negative
   *     where it has none
   * @return the event
   * @throws MalformedRecordException if one of its times is later than {@code order.max-ahead}
   *     allows
   */
  <E extends Event> E admit(E event, long timestamp) throws MalformedRecordException {
    long latest = arrival(timestamp) + maxAhead.toMillis();
    if (event.time() > latest) {
      throw ahead("time", event.time(), timestamp);
    }
    if (event instanceof Feedback feedback && feedback.observationTime() > latest) {
      throw ahead("observationTime", feedback.observationTime(), timestamp);
    }
    return event;
  }

  private MalformedRecordException ahead(String field, long time, long timestamp) {
    String sent =
        timestamp < 0
            ? "no timestamp"
            : "the timestamp %d (%s)".formatted(timestamp, Instant.ofEpochMilli(timestamp));
    return new MalformedRecordException(
        ("%s: %d (%s), expected at most %s (%s) after the record was sent and after the time now;"
                + " the record has %s, and now is %s")
            .formatted(
                field,
                time,
                Instant.ofEpochMilli(time),
                JobOptions.ORDER_MAX_AHEAD.key(),
                TimeUtils.formatWithHighestUnit(maxAhead),
                sent,
                clock.instant()));
  }
}
