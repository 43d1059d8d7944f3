package dev.reinstate.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventLimits;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.stream.types.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Which times of an event come in, by the clock and by the record's own timestamp. */
class AdmittedTimesTest {

  private static final long NOW = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long NONE = ConsumerRecord.NO_TIMESTAMP;
  private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private static final RecordLimits LIMITS =
      new RecordLimits(
          new EventLimits(1, true, Target.VALUE, 0, 8, false),
          Duration.ofMinutes(10),
          Duration.ofDays(50 * 365),
          Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  private final ObservationDeserializer observations = new ObservationDeserializer(LIMITS);
  private final FeedbackDeserializer feedback = new FeedbackDeserializer(LIMITS);
  private final ForgetDeserializer forget = new ForgetDeserializer(LIMITS);

  @Test
  void observationsUpToTheBoundAfterNow() {
    assertThat(refused(observation(NOW + 10 * MINUTE), NONE)).isEmpty();
    assertThat(refused(observation(NOW + 10 * MINUTE + 1), NONE)).isPresent();
    assertThat(refused(observation(YEAR_9999), NONE)).isPresent();
  }

  @Test
  void theRecordsOwnTimestampWhereItIsEarlier() {
    long sent = NOW - 60 * MINUTE;
    assertThat(refused(observation(sent + 10 * MINUTE), sent)).isEmpty();
    assertThat(refused(observation(sent + 10 * MINUTE + 1), sent)).isPresent();
  }

  @Test
  void aTimestampInTheFutureDoesNotLetTheEventIn() {
    assertThat(refused(observation(YEAR_9999), YEAR_9999)).isPresent();
    assertThat(refused(observation(NOW + 10 * MINUTE), YEAR_9999)).isEmpty();
  }

  @Test
  void thePastIsOpenToRecordings() {
    assertThat(refused(observation(978_307_200_000L), NOW)).isEmpty();
    assertThat(refused(feedback(978_307_200_000L, 0), NOW)).isEmpty();
  }

  @Test
  void notToClocksThatWereNeverSet() {
    long sent = NOW - 60 * MINUTE;
    long earliest = sent - Duration.ofDays(50 * 365).toMillis();
    assertThat(refused(observation(earliest), sent)).isEmpty();
    assertThat(refused(observation(earliest - 1), sent)).isPresent();
    assertThat(refused(feedback(0, NOW), NONE))
        .contains(
            "time: 0 (1970-01-01T00:00:00Z), expected at most order.max-behind (18250 d) before the"
                + " record was sent and before the time now; the record has no timestamp, and now"
                + " is 2026-11-30T12:00:00Z");
  }

  @Test
  void bothTimesOfFeedback() {
    assertThat(refused(feedback(NOW, NOW), NONE)).isEmpty();
    assertThat(refused(feedback(NOW, Feedback.UNKNOWN_TIME), NONE)).isEmpty();
    assertThat(refused(feedback(YEAR_9999, NOW), NONE)).get().asString().startsWith("time: ");
    assertThat(refused(feedback(NOW, YEAR_9999), NONE))
        .get()
        .asString()
        .startsWith("observationTime: ");
  }

  @Test
  void theErrorNamesTheTimesAndTheBound() {
    assertThat(refused(observation(YEAR_9999), NOW - MINUTE))
        .contains(
            "time: 253402300799000 (9999-12-31T23:59:59Z), expected at most order.max-ahead"
                + " (10 min) after the record was sent and after the time now; the record has the"
                + " timestamp 1796039940000 (2026-11-30T11:59:00Z), and now is"
                + " 2026-11-30T12:00:00Z");
    assertThat(refused(observation(YEAR_9999), NONE))
        .get()
        .asString()
        .contains("the record has no timestamp");
  }

  /** A request by way of a wrong clock counts, and takes the time at which it can have come. */
  @Test
  void everyRequestToForgetComesIn() {
    byte[] value = new ForgetCodec(LIMITS).encode(new Forget("k", "o", 0));
    assertThat(arrival(forget, value, YEAR_9999).value()).isEqualTo(new Forget("k", "o", NOW));
    assertThat(arrival(forget, value, NONE).value()).isEqualTo(new Forget("k", "o", NOW));
    assertThat(arrival(forget, value, NOW - MINUTE).value())
        .isEqualTo(new Forget("k", "o", NOW - MINUTE));
  }

  private static Observation observation(long time) {
    return new Observation("k", "o", time, new float[1]);
  }

  private static Feedback feedback(long time, long observationTime) {
    return new Feedback("k", "f", "o", time, observationTime, 1, 1, Feedback.Origin.NONE);
  }

  /** Why an event is a dead letter; empty where it is none. */
  private Optional<String> refused(Event event, long timestamp) {
    SourceRecord<Event> arrival =
        event instanceof Observation observation
            ? arrival(observations, new ObservationCodec(LIMITS).encode(observation), timestamp)
            : arrival(feedback, new FeedbackCodec(LIMITS).encode((Feedback) event), timestamp);
    assertThat(arrival.value() == null).isEqualTo(arrival.deadLetter() != null);
    return Optional.ofNullable(arrival.deadLetter())
        .map(
            letter -> {
              assertThat(letter.reason()).isEqualTo("malformed");
              return letter.error();
            });
  }

  private static SourceRecord<Event> arrival(
      EventDeserializer deserializer, byte[] value, long timestamp) {
    List<SourceRecord<Event>> arrivals = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>(
            "topic",
            0,
            1,
            timestamp,
            timestamp == NONE ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME,
            0,
            value.length,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty());
    deserializer.deserialize(message, new ListCollector<>(arrivals));
    assertThat(arrivals).hasSize(1);
    return arrivals.get(0);
  }
}
