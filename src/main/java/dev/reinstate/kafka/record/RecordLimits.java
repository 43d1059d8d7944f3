package dev.reinstate.kafka.record;

import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_AHEAD;
import static dev.reinstate.stream.config.JobOptions.ORDER_MAX_BEHIND;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.InvalidEventException;
import dev.reinstate.stream.config.JobSettings;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;

/**
 * What a record on the topics must be for this job to use it: an event within the limits of all
 * events, whose times lie neither in the future nor in another age. Here alone is it decided which
 * times come in: one event of the year 9999 would move event time there, and with it would go all
 * that expires; events of 1970 alone on a partition would hold it there.
 *
 * @param events the limits of all events
 * @param maxAhead how far a time may lie ahead, {@code order.max-ahead}
 * @param maxBehind how far the time of an event may lie behind, {@code order.max-behind}
 * @param clock the time now; serializable
 */
public record RecordLimits(EventLimits events, Duration maxAhead, Duration maxBehind, Clock clock)
    implements Serializable {

  /** Limits with the defaults of the settings that are no parameters. */
  public RecordLimits(int observationSize, Target target, int classes, int maxIdBytes) {
    this(
        new EventLimits(observationSize, true, target, classes, maxIdBytes, false),
        ORDER_MAX_AHEAD.defaultValue(),
        ORDER_MAX_BEHIND.defaultValue(),
        Clock.systemUTC());
  }

  /** What a job expects. */
  public static RecordLimits of(JobSettings settings) {
    return new RecordLimits(
        settings.learner().eventLimits(settings.kafka().maxIdBytes()),
        settings.order().maxAhead(),
        settings.order().maxBehind(),
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
  public <E extends Event> E check(E event) throws MalformedRecordException {
    try {
      return events.check(event);
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
   * Refuses an event that is ahead of its time, or far behind it. The observation that a feedback
   * is for may be of any age.
   *
   * @param timestamp of the record that it is sent with, milliseconds since the epoch; negative
   *     where it has none
   * @return the event
   * @throws MalformedRecordException if one of its times is later than {@code order.max-ahead}
   *     allows, or its own earlier than {@code order.max-behind} allows
   */
  public <E extends Event> E admit(E event, long timestamp) throws MalformedRecordException {
    long latest = arrival(timestamp) + maxAhead.toMillis();
    if (event.time() > latest) {
      throw ahead("time", event.time(), timestamp);
    }
    if (event.time() < arrival(timestamp) - maxBehind.toMillis()) {
      throw refused("time", event.time(), timestamp, ORDER_MAX_BEHIND, maxBehind, "before");
    }
    if (event instanceof Feedback feedback && feedback.observationTime() > latest) {
      throw ahead("observationTime", feedback.observationTime(), timestamp);
    }
    return event;
  }

  private MalformedRecordException ahead(String field, long time, long timestamp) {
    return refused(field, time, timestamp, ORDER_MAX_AHEAD, maxAhead, "after");
  }

  private MalformedRecordException refused(
      String field,
      long time,
      long timestamp,
      ConfigOption<Duration> option,
      Duration bound,
      String side) {
    String sent =
        timestamp < 0
            ? "no timestamp"
            : "the timestamp %d (%s)".formatted(timestamp, Instant.ofEpochMilli(timestamp));
    return new MalformedRecordException(
        ("%s: %d (%s), expected at most %s (%s) %s the record was sent and %s the time now;"
                + " the record has %s, and now is %s")
            .formatted(
                field,
                time,
                Instant.ofEpochMilli(time),
                option.key(),
                TimeUtils.formatWithHighestUnit(bound),
                side,
                side,
                sent,
                clock.instant()));
  }
}
