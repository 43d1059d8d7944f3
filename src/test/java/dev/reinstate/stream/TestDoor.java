package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.FeedbackDeserializer;
import dev.reinstate.kafka.record.ForgetCodec;
import dev.reinstate.kafka.record.ForgetDeserializer;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.ObservationDeserializer;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets events into a job as the topics do: what is sent is bytes, and not all of it comes in. */
final class TestDoor {

  private final WallClock clock = new WallClock();
  private final RecordLimits limits;

  TestDoor(JobSettings settings) {
    RecordLimits ofJob = RecordLimits.of(settings);
    limits = new RecordLimits(ofJob.events(), ofJob.maxAhead(), ofJob.maxBehind(), clock);
  }

  /**
   * Sends an event.
   *
   * @param now the time at which it is sent
   * @return the event, or nothing where it is a dead letter
   */
  Optional<Event> admit(Event event, long now) {
    clock.now = now;
    SourceRecord<Event> arrival = arrival(event);
    if (arrival.value() == null) {
      assertThat(arrival.deadLetter().reason()).isEqualTo(DeadLetter.MALFORMED);
    } else {
      assertThat(arrival.value().time())
          .isBetween(now - limits.maxBehind().toMillis(), now + limits.maxAhead().toMillis());
    }
    return Optional.ofNullable(arrival.value());
  }

  private SourceRecord<Event> arrival(Event event) {
    if (event instanceof Observation observation) {
      return arrival(
          new ObservationDeserializer(limits), new ObservationCodec(limits).encode(observation));
    }
    if (event instanceof Feedback feedback) {
      return arrival(new FeedbackDeserializer(limits), new FeedbackCodec(limits).encode(feedback));
    }
    return arrival(new ForgetDeserializer(limits), new ForgetCodec(limits).encode((Forget) event));
  }

  private static SourceRecord<Event> arrival(
      KafkaRecordDeserializationSchema<SourceRecord<Event>> topic, byte[] value) {
    List<SourceRecord<Event>> arrivals = new ArrayList<>();
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>("topic", 0, 0, new byte[0], value);
    try {
      topic.deserialize(message, new ListCollector<>(arrivals));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return arrivals.get(0);
  }

  private static final class WallClock extends Clock {

    private long now;

    @Override
    public long millis() {
      return now;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
