package dev.reinstate.kafka;

import dev.reinstate.event.Event;
import dev.reinstate.event.Excerpt;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.SkippedRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends recorded events to the topics of observations and feedback, in the order given. */
public final class RecordingProducer implements AutoCloseable {

  /** As fast as Kafka takes them. */
  public static final double MAX_SPEED = Double.POSITIVE_INFINITY;

  private static final int PROGRESS_EVERY = 1000;

  private final Topics topics;
  private final RecordLimits limits;
  private final SkippedRecords leftOut = new SkippedRecords();
  private final ObservationCodec observations;
  private final FeedbackCodec feedback;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param settings where to send; the group names the client
   * @param limits what the job takes
   */
  public RecordingProducer(KafkaSettings settings, RecordLimits limits) {
    topics = settings.topics();
    this.limits = limits;
    observations = new ObservationCodec(limits);
    feedback = new FeedbackCodec(limits);
    producer =
        new KafkaProducer<>(
            properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> properties(KafkaSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    properties.putAll(settings.properties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    // A record sent twice would move the end that is known from the recording.
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return properties;
  }

  /**
   * Sends the events that the job takes and returns when Kafka has acknowledged all of them.
   *
   * @param events in the order of their times
   * @param speed how many times faster than real time, above 0, or {@link #MAX_SPEED}
   * @param progress told now and then, and at the end, how many events were sent
   * @return how many events were sent
   * @throws KafkaException if Kafka did not take an event; those after it may have been sent
   */
  public long send(Iterator<? extends Event> events, double speed, LongConsumer progress)
      throws InterruptedException {
    long sent = 0;
    Pace pace = null;
    while (events.hasNext()) {
      Event event = events.next();
      if (!taken(event)) {
        continue;
      }
      if (speed != MAX_SPEED) {
        pace = pace == null ? Pace.from(event.time(), speed) : pace;
        pace.await(event.time());
      }
      throwFailure();
      producer.send(message(event), (metadata, error) -> keepFirst(error));
      if (++sent % PROGRESS_EVERY == 0) {
        progress.accept(sent);
      }
    }
    producer.flush();
    throwFailure();
    progress.accept(sent);
    return sent;
  }

  /** Whether the job takes the event, were it sent now. */
  private boolean taken(Event event) {
    try {
      limits.admit(limits.check(event), ConsumerRecord.NO_TIMESTAMP);
      return true;
    } catch (MalformedRecordException e) {
      leftOut.add("%s, %s".formatted(Excerpt.ofId(event.observationId()), e.getMessage()));
      return false;
    }
  }

  /** Events that were not sent, since the job would refuse them. */
  public SkippedRecords leftOut() {
    return leftOut;
  }

  private ProducerRecord<byte[], byte[]> message(Event event) {
    return event instanceof Observation observation
        ? message(topics.observations(), event.key(), observations.encode(observation))
        : message(topics.feedback(), event.key(), feedback.encode((Feedback) event));
  }

  private ProducerRecord<byte[], byte[]> message(String topic, String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    int count = partitions.computeIfAbsent(topic, name -> producer.partitionsFor(name).size());
    return new ProducerRecord<>(topic, PartitionCounts.partition(keyBytes, count), keyBytes, value);
  }

  private void keepFirst(Exception error) {
    if (error != null) {
      failure.compareAndSet(null, error);
    }
  }

  private void throwFailure() {
    Exception error = failure.get();
    if (error != null) {
      throw new KafkaException("the recording could not be sent: " + error.getMessage(), error);
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Maps event time to the clock. */
  private record Pace(long firstTime, long startNanos, double speed) {

    static Pace from(long firstTime, double speed) {
      return new Pace(firstTime, System.nanoTime(), speed);
    }

    void await(long time) throws InterruptedException {
      double millis = (time - firstTime) / speed;
      long due = startNanos + (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }
}
