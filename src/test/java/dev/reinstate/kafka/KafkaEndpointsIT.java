package dev.reinstate.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.model.ModelPart;
import dev.reinstate.stream.JobEndpoints;
import dev.reinstate.stream.config.LocalFlink;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import dev.reinstate.stream.types.WireTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes into the topics comes out of the sources, and what goes into the sinks is committed.
 */
@Timeout(180)
@SuppressWarnings("try") // what Flink closes may be interrupted
class KafkaEndpointsIT {

  /** When the recording begins. */
  private static final long START = 1_780_000_000_000L;

  private static final RecordLimits LIMITS = new RecordLimits(2, Target.CLASS, 2, 512);
  private static final int PARTITIONS = 2;
  private static final int OBSERVATIONS = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Broker.class)
  void recordsGoThroughAJobExactlyOnce(Broker kind) throws Exception {
    try (Broker.Running broker = kind.start(folder)) {
      Topics topics = new Topics("it");
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), topics, "it");
      createTopics(settings);
      PartitionCounts ends = sendRecording(settings);
      sendMalformed(settings, ends);

      run(new KafkaEndpoints(settings, LIMITS, ends));

      assertThat(predictedIds(settings)).hasSize(OBSERVATIONS).doesNotHaveDuplicates();
      assertThat(read(settings, topics.credits())).hasSize(OBSERVATIONS);
      List<ConsumerRecord<byte[], byte[]>> letters = read(settings, topics.deadLetters());
      assertThat(letters).hasSize(1);
      assertMalformed(letters.get(0), topics.observations(), ends.observations()[0] - 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Broker.class)
  void modelsComeBack(Broker kind) throws Exception {
    try (Broker.Running broker = kind.start(folder)) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), new Topics("it"), "it");
      createTopics(settings);
      JobEndpoints endpoints = new KafkaEndpoints(settings, LIMITS);
      List<ModelPart> parts =
          List.of(
              new ModelPart(1, 7, "embedding", 0, 0, 2, new byte[32], new byte[] {1}),
              new ModelPart(1, 7, "embedding", 0, 1, 2, new byte[32], new byte[] {2}));

      StreamExecutionEnvironment sending = environment();
      sending
          .fromData(WireTypes.MODEL_PART, parts.toArray(ModelPart[]::new))
          .sinkTo(endpoints.modelSink());
      sending.execute();

      DataStream<ModelPart> models =
          environment()
              .fromSource(endpoints.models(), WatermarkStrategy.noWatermarks(), "models")
              .map(SourceRecord::value, WireTypes.MODEL_PART);
      try (CloseableIterator<ModelPart> received = models.executeAndCollect()) {
        assertThat(List.of(received.next(), received.next()))
            .usingRecursiveFieldByFieldElementComparator()
            .containsExactlyInAnyOrderElementsOf(parts);
      }
    }
  }

  private static void createTopics(KafkaSettings settings) throws Exception {
    try (Admin admin = Admin.create(clients(settings))) {
      settings.topics().create(admin, PARTITIONS);
    }
  }

  private static PartitionCounts sendRecording(KafkaSettings settings) throws Exception {
    List<Event> events =
        IntStream.range(0, OBSERVATIONS)
            .boxed()
            .<Event>mapMulti(
                (i, out) -> {
                  String key = "key-" + i % 7;
                  out.accept(new Observation(key, "o-" + i, START + i, new float[] {i, -i}));
                  out.accept(
                      new Feedback(
                          key,
                          "f",
                          "o-" + i,
                          START + i + 1,
                          START + i,
                          i % 2,
                          1,
                          Feedback.Origin.NONE));
                })
            .toList();
    List<Long> progress = new ArrayList<>();
    try (RecordingProducer producer = new RecordingProducer(settings, LIMITS)) {
      long sent = producer.send(events.iterator(), RecordingProducer.MAX_SPEED, progress::add);
      assertThat(sent).isEqualTo(2 * OBSERVATIONS);
    }
    assertThat(progress).last().isEqualTo(2L * OBSERVATIONS);
    return PartitionCounts.of(events.iterator(), PARTITIONS);
  }

  /** Puts a record that is none behind the others, and one more that lies behind the end. */
  private static void sendMalformed(KafkaSettings settings, PartitionCounts ends) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            clients(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String value : List.of("nonsense", "behind the end")) {
        producer.send(
            new ProducerRecord<>(
                settings.topics().observations(), 0, "key".getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
    ends.observations()[0]++;
  }

  private static void run(JobEndpoints endpoints) throws Exception {
    StreamExecutionEnvironment env = environment();
    DataStreamSource<SourceRecord<Event>> observations =
        env.fromSource(endpoints.observations(), WatermarkStrategy.noWatermarks(), "observations");
    DataStreamSource<SourceRecord<Event>> feedback =
        env.fromSource(endpoints.feedback(), WatermarkStrategy.noWatermarks(), "feedback");
    observations
        .filter(arrival -> arrival.value() != null)
        .map(arrival -> prediction((Observation) arrival.value()), WireTypes.PREDICTION)
        .sinkTo(endpoints.predictionSink());
    feedback
        .map(arrival -> credit((Feedback) arrival.value()), WireTypes.CREDIT)
        .sinkTo(endpoints.creditSink());
    observations
        .filter(arrival -> arrival.deadLetter() != null)
        .map(SourceRecord::deadLetter, WireTypes.DEAD_LETTER)
        .sinkTo(endpoints.deadLetterSink());
    env.execute();
  }

  private static Prediction prediction(Observation o) {
    return new Prediction(
        o.key(), o.observationId(), o.time(), 0, o.features(), new String[0], new float[0], 0);
  }

  private static Credit credit(Feedback f) {
    return new Credit(
        f.key(), f.feedbackId(), f.observationId(), f.time(), "frozen", 0, 0, 0, List.of());
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return LocalFlink.environment(PARTITIONS, configuration);
  }

  private static List<String> predictedIds(KafkaSettings settings) throws Exception {
    PredictionCodec codec = new PredictionCodec();
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : read(settings, settings.topics().predictions())) {
      Prediction prediction = codec.decode(message.value());
      assertThat(message.key()).isEqualTo(prediction.key().getBytes(UTF_8));
      ids.add(prediction.observationId());
    }
    return ids;
  }

  private static void assertMalformed(
      ConsumerRecord<byte[], byte[]> letter, String topic, long offset) {
    assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    assertThat(letter.value()).isEqualTo("nonsense".getBytes(UTF_8));
    Map<String, String> headers = new HashMap<>();
    letter.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    assertThat(headers)
        .containsEntry("reason", DeadLetter.MALFORMED)
        .containsEntry("topic", topic)
        .containsEntry("partition", "0")
        .containsEntry("offset", Long.toString(offset))
        .hasEntrySatisfying("error", error -> assertThat(error).contains("8 bytes, expected"));
  }

  /** All that is committed on a topic. */
  private static List<ConsumerRecord<byte[], byte[]>> read(KafkaSettings settings, String topic) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
      }
      return messages;
    }
  }

  private static Map<String, Object> clients(KafkaSettings settings) {
    return Map.of("bootstrap.servers", settings.bootstrapServers());
  }
}
