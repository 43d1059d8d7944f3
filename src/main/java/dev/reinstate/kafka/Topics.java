package dev.reinstate.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * The names of a job's topics.
 *
 * @param prefix what they all start with: letters, digits, dots, underscores and hyphens
 */
public record Topics(String prefix) {

  private static final int MODEL_SEGMENT_BYTES = 16 * 1024 * 1024;
  private static final long READY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long ASK_AGAIN_MILLIS = 20;

  public Topics {
    if (prefix.isEmpty() || !Topic.isValid(prefix + ".observations.v1")) {
      throw new IllegalArgumentException(
          "topics.prefix: '"
              + prefix
              + "', expected letters, digits, '.', '_' and '-', so short that no topic's name is"
              + " longer than 249");
    }
  }

  public String observations() {
    return prefix + ".observations.v1";
  }

  public String feedback() {
    return prefix + ".feedback.v1";
  }

  public String predictions() {
    return prefix + ".predictions.v1";
  }

  public String credits() {
    return prefix + ".credits.v1";
  }

  public String models() {
    return prefix + ".models.v1";
  }

  public String forget() {
    return prefix + ".forget.v1";
  }

  public String deadLetters() {
    return prefix + ".dead-letters.v1";
  }

  /** All of them. */
  public List<String> names() {
    return List.of(
        observations(), feedback(), predictions(), credits(), models(), forget(), deadLetters());
  }

  /**
   * Creates the topics that are missing, with the broker's default replication, and leaves those
   * alone that exist. When it returns, all of them take records.
   *
   * @param partitions of every topic but the models', which has one
   * @throws KafkaException if a topic could not be created; the message says which and why
   */
  public void create(Admin admin, int partitions) throws InterruptedException {
    Stream<NewTopic> keyed =
        names().stream()
            .filter(name -> !name.equals(models()))
            .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()));
    List<NewTopic> topics = Stream.concat(keyed, Stream.of(modelsTopic())).toList();
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(topics).values().entrySet()) {
      awaitCreated(created.getKey(), created.getValue());
    }
    awaitReady(admin);
  }

  /** Small segments: only full ones are compacted, and every start reads what is left. */
  private NewTopic modelsTopic() {
    return new NewTopic(models(), Optional.of(1), Optional.empty())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(MODEL_SEGMENT_BYTES),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.1"));
  }

  private static void awaitCreated(String name, KafkaFuture<Void> created)
      throws InterruptedException {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException(
            "topic " + name + " could not be created: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }

  /**
   * A broker answers before its new partitions take records. An idempotent producer that is too
   * early then hangs: its first batch is turned away, its second one taken, and the first one is
   * out of order for ever.
   */
  private void awaitReady(Admin admin) throws InterruptedException {
    long giveUp = System.nanoTime() + READY_WITHIN_NANOS;
    while (true) {
      try {
        admin.listOffsets(partitions(admin)).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > giveUp) {
          throw new KafkaException(
              "the topics of " + prefix + " are not ready: " + e.getCause().getMessage(),
              e.getCause());
        }
      }
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
    }
  }

  /**
   * Only a partition's leader knows its end, so a request for it finds out whether there is one.
   */
  private Map<TopicPartition, OffsetSpec> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (TopicDescription topic : admin.describeTopics(names()).allTopicNames().get().values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions.put(
            new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    return partitions;
  }
}
