package dev.reinstate.cli.local;

import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.Topics;
import dev.reinstate.kafka.record.MalformedRecordException;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.stream.types.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what a job has committed to its topics: predictions one by one, of credits and dead letters
 * the numbers. Serves one thread.
 */
final class TopicReadings implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final PredictionCodec codec = new PredictionCodec();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<Prediction> predictions;
  private long credits;
  private long malformedFeedback;

  /**
   * @param partitions of every topic read
   * @param predictions receives them
   */
  TopicReadings(KafkaSettings kafka, int partitions, Consumer<Prediction> predictions) {
    topics = kafka.topics();
    this.predictions = predictions;
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : List.of(topics.predictions(), topics.credits(), topics.deadLetters())) {
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Takes what has come; waits a little where nothing has. */
  void poll() throws MalformedRecordException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.topic().equals(topics.predictions())) {
        predictions.accept(codec.decode(record.value()));
      } else if (record.topic().equals(topics.credits())) {
        credits++;
      } else if (header(record, "reason").equals(DeadLetter.MALFORMED)
          && header(record, "topic").equals(topics.feedback())) {
        malformedFeedback++;
      }
    }
  }

  /** Takes all that is committed by now. */
  void pollToTheEnd() throws MalformedRecordException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  long credits() {
    return credits;
  }

  long malformedFeedback() {
    return malformedFeedback;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
