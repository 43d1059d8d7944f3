package dev.reinstate.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.RecordLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {

  private static final Topics TOPICS = new Topics("it");

  /** When the recording begins. */
  private static final long START = 1_780_000_000_000L;

  private static final RecordLimits LIMITS = new RecordLimits(1, Target.VALUE, 0, 512);

  @TempDir Path folder;

  @Test
  void anotherBrokerOnTheSameFolderGoesOn() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      TOPICS.create(admin, 2);
      send(broker, new Observation("k", "1", START, new float[1]));
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      send(broker, new Observation("k", "2", START, new float[1]));
      assertThat(records(admin, TOPICS.observations())).isEqualTo(2);
    }
  }

  @Test
  void topicsThatExistAreLeftAlone() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      TOPICS.create(admin, 2);
      TOPICS.create(admin, 3);
      Map<String, TopicDescription> topics =
          admin.describeTopics(TOPICS.names()).allTopicNames().get();
      assertThat(topics.get(TOPICS.feedback()).partitions()).hasSize(2);
      assertThat(topics.get(TOPICS.models()).partitions()).hasSize(1);
      ConfigResource models = new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.models());
      assertThat(
              admin
                  .describeConfigs(List.of(models))
                  .all()
                  .get()
                  .get(models)
                  .get("cleanup.policy")
                  .value())
          .isEqualTo("compact");
    }
  }

  @Test
  void newTopicsTakeRecordsAtOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      Map<String, String> manySmallBatches =
          Map.of(
              "batch.size", "1000", "delivery.timeout.ms", "10000", "request.timeout.ms", "5000");
      for (int i = 0; i < 10; i++) {
        KafkaSettings settings =
            new KafkaSettings(
                broker.bootstrapServers(),
                new Topics("it" + i),
                "it",
                DeliveryGuarantee.EXACTLY_ONCE,
                KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
                manySmallBatches);
        settings.topics().create(admin, 4);
        try (RecordingProducer producer = new RecordingProducer(settings, LIMITS)) {
          Iterator<Observation> events =
              IntStream.range(0, 1000)
                  .mapToObj(n -> new Observation("k" + n, "o", START + n, new float[1]))
                  .iterator();
          assertThat(producer.send(events, RecordingProducer.MAX_SPEED, sent -> {}))
              .isEqualTo(1000);
        }
      }
    }
  }

  @Test
  void topicThatCannotBeCreatedIsNamed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      assertThatThrownBy(() -> TOPICS.create(admin, 0))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("could not be created")
          .hasMessageContaining("it.");
    }
  }

  @Test
  void portOrFolderInUse() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("a"), 0)) {
      int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
      assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("b"), port))
          .isInstanceOf(IOException.class)
          .hasMessage("port " + port + " of 127.0.0.1 is in use");
      assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("a"), 0))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("no broker could be started")
          .hasMessageContaining(folder.resolve("a").toString())
          .hasMessageContaining("another broker uses it");
    }
  }

  @Test
  void recordThatKafkaDoesNotTakeSurfaces() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker)) {
      TOPICS.create(admin, 1);
      RecordLimits limits = new RecordLimits(500_000, Target.VALUE, 0, 512);
      Observation huge = new Observation("k", "1", START, new float[500_000]);
      assertThatThrownBy(() -> send(broker, limits, huge))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("the recording could not be sent")
          .hasMessageContaining("max.request.size");
    }
  }

  @Test
  void paceFollowsEventTime() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = admin(broker);
        RecordingProducer producer =
            new RecordingProducer(
                KafkaSettings.of(broker.bootstrapServers(), TOPICS, "it"), LIMITS)) {
      TOPICS.create(admin, 1);
      long start = System.nanoTime();
      producer.send(
          List.of(
                  new Observation("k", "1", START, new float[1]),
                  new Observation("k", "2", START + 3000, new float[1]))
              .iterator(),
          10,
          sent -> {});
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    return Admin.create(properties);
  }

  private static void send(EmbeddedBroker broker, Observation observation) throws Exception {
    send(broker, LIMITS, observation);
  }

  private static void send(EmbeddedBroker broker, RecordLimits limits, Observation observation)
      throws Exception {
    KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), TOPICS, "it");
    try (RecordingProducer producer = new RecordingProducer(settings, limits)) {
      producer.send(List.of(observation).iterator(), RecordingProducer.MAX_SPEED, sent -> {});
    }
  }

  private static long records(Admin admin, String topic) throws Exception {
    TopicPartition first = new TopicPartition(topic, 0);
    TopicPartition second = new TopicPartition(topic, 1);
    var ends =
        admin.listOffsets(Map.of(first, OffsetSpec.latest(), second, OffsetSpec.latest())).all();
    return ends.get().values().stream().mapToLong(end -> end.offset()).sum();
  }
}
