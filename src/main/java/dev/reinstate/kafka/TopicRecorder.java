package dev.reinstate.kafka;

import dev.reinstate.event.Feedback;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.recording.SkippedRecords;
import dev.reinstate.recording.SortingRecordingWriter;
import dev.reinstate.recording.file.RecordingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Takes committed observations and feedback from their topics into a recording. Records that the
 * job would call malformed are left out and counted. Serves one thread.
 */
public final class TopicRecorder implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final RecordLimits limits;
  private final ObservationCodec observations;
  private final FeedbackCodec feedback;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final SkippedRecords malformed = new SkippedRecords();
  private final long records;
  private long done;

  /**
   * Finds where reading begins and ends.
   *
   * @param settings where to read; no consumer group is joined and no offset committed
   * @param limits what records must look like
   * @param section which part of the topics
   * @throws RecordingException if a topic, or a partition that the section names, does not exist
   */
  public TopicRecorder(KafkaSettings settings, RecordLimits limits, TopicSection section) {
    topics = settings.topics();
    this.limits = limits;
    observations = new ObservationCodec(limits);
    feedback = new FeedbackCodec(limits);
    consumer =
        new KafkaConsumer<>(
            properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions = partitions();
      refuseUnknown(section.fromOffsets().keySet(), partitions);
      refuseUnknown(section.toOffsets().keySet(), partitions);
      Map<TopicPartition, Long> begins = section.begins(consumer, partitions);
      ends = section.ends(consumer, partitions);
      consumer.assign(partitions);
      begins.forEach(consumer::seek);
      records = records(begins);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(KafkaSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.adminProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return properties;
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(topics.observations(), topics.feedback())) {
      List<PartitionInfo> found;
      try {
        found = consumer.partitionsFor(topic);
      } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
        throw noTopic(topic);
      }
      if (found == null || found.isEmpty()) {
        throw noTopic(topic);
      }
      found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private static RecordingException noTopic(String topic) {
    return new RecordingException(
        "there is no topic %s; topics.prefix says what its name starts with".formatted(topic));
  }

  private static void refuseUnknown(Set<TopicPartition> named, List<TopicPartition> partitions) {
    Set<TopicPartition> unknown = new HashSet<>(named);
    partitions.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new RecordingException(
          "there is no partition %s; allowed: %s".formatted(unknown, partitions));
    }
  }

  private long records(Map<TopicPartition, Long> begins) {
    long sum = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      if (end.getValue() == TopicSection.NEVER) {
        return -1;
      }
      sum += Math.max(0, end.getValue() - begins.get(end.getKey()));
    }
    return sum;
  }

  /** How many offsets lie between beginning and end; -1 where there is no end. */
  public long records() {
    return records;
  }

  /** Records that did not decode. */
  public SkippedRecords malformed() {
    return malformed;
  }

  /**
   * Reads until the end, or until it is told to stop.
   *
   * @param writer receives what is read; it is not finished
   * @param stop is asked several times a second
   * @param progress is told how many records are read
   */
  public void read(SortingRecordingWriter writer, BooleanSupplier stop, LongConsumer progress) {
    pauseEnded();
    while (!stop.getAsBoolean() && consumer.paused().size() < ends.size()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(partition(record))) {
          add(record, writer);
          done++;
        }
      }
      progress.accept(done);
      pauseEnded();
    }
  }

  private void pauseEnded() {
    consumer.pause(
        ends.keySet().stream()
            .filter(partition -> consumer.position(partition) >= ends.get(partition))
            .toList());
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void add(ConsumerRecord<byte[], byte[]> record, SortingRecordingWriter writer) {
    try {
      if (record.topic().equals(topics.observations())) {
        writer.observation(limits.admit(observations.decode(record.value()), record.timestamp()));
      } else {
        writer.feedback(
            limits.admit(
                feedback.decode(record.value(), Feedback.Origin.NONE), record.timestamp()));
      }
    } catch (MalformedRecordException e) {
      malformed.add(
          "%s, partition %d, offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
