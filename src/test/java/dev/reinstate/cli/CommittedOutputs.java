package dev.reinstate.cli;

import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.record.CreditCodec;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.kafka.record.ModelPartCodec;
import dev.reinstate.kafka.record.PredictionCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads along what a job commits, and counts how often each output comes. Serves one thread. */
final class CommittedOutputs implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  /** How often each came, by key and observation. */
  final Map<String, Integer> predictions = new HashMap<>();

  /** How often each came, by key, observation and feedback. */
  final Map<String, Integer> credits = new HashMap<>();

  /** The versions of each of the trainer's attempts, in the order of their coming. */
  final TreeMap<Long, List<Long>> versions = new TreeMap<>();

  private final KafkaSettings kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaConsumer<byte[], byte[]> everything;
  private final PredictionCodec predictionCodec = new PredictionCodec();
  private final CreditCodec creditCodec = new CreditCodec();
  private final ModelPartCodec modelCodec = new ModelPartCodec();
  private long written;

  /**
   * @param partitions of the topics, but for the models' one
   */
  CommittedOutputs(KafkaSettings kafka, int partitions) {
    this.kafka = kafka;
    Map<String, Object> properties = new HashMap<>(kafka.adminProperties());
    properties.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    properties.put("isolation.level", "read_uncommitted");
    everything =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(kafka.topics().predictions(), partition));
    }
    assign(everything, all);
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(kafka.topics().credits(), partition));
    }
    all.add(new TopicPartition(kafka.topics().models(), 0));
    assign(consumer, all);
  }

  private static void assign(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /**
   * Takes what has come.
   *
   * @return how many predictions and credits
   */
  int poll() throws MalformedRecordException {
    int before = count();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.topic().equals(kafka.topics().models())) {
        var part = modelCodec.decode(record.key(), record.value());
        versions.computeIfAbsent(part.attempt(), n -> new ArrayList<>()).add(part.version());
      } else if (record.topic().equals(kafka.topics().predictions())) {
        Prediction prediction = predictionCodec.decode(record.value());
        predictions.merge(prediction.key() + "/" + prediction.observationId(), 1, Integer::sum);
      } else {
        credits.merge(JobFixture.name(creditCodec.decode(record.value())), 1, Integer::sum);
      }
    }
    return count() - before;
  }

  private int count() {
    return sum(predictions) + sum(credits);
  }

  private static int sum(Map<String, Integer> times) {
    return times.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes all that is committed by now. */
  void pollToTheEnd() throws MalformedRecordException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (isBefore(consumer, ends)) {
      poll();
    }
  }

  private static boolean isBefore(
      KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> positions) {
    return positions.entrySet().stream()
        .anyMatch(position -> consumer.position(position.getKey()) < position.getValue());
  }

  /** How many predictions have been written by now, committed or not. */
  long written() {
    Map<TopicPartition, Long> ends = everything.endOffsets(everything.assignment());
    while (isBefore(everything, ends)) {
      written += everything.poll(POLL).count();
    }
    return written;
  }

  @Override
  public void close() {
    consumer.close();
    everything.close();
  }
}
