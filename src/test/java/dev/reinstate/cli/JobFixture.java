package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.cli.local.LocalJobs;
import dev.reinstate.cli.local.LocalServers;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.kafka.KafkaEndpoints;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.record.CreditCodec;
import dev.reinstate.kafka.record.PredictionCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.MemoryJob;
import dev.reinstate.stream.config.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The job on a real broker and a real cluster in this JVM: send, run, stop, read back. */
final class JobFixture implements AutoCloseable {

  static final int PARTITIONS = 2;

  private final LocalServers servers;
  private final JobSettings settings;
  private final KafkaSettings kafka;

  JobFixture(Path folder, JobSettings settings) throws Exception {
    this.settings = settings;
    servers = LocalServers.start(folder, 0, PARTITIONS);
    kafka = KafkaSettings.of(settings.kafka()).at(servers.bootstrapServers());
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      kafka.topics().create(admin, PARTITIONS);
    }
  }

  KafkaSettings kafka() {
    return kafka;
  }

  void send(List<Event> events) throws InterruptedException {
    try (RecordingProducer producer = new RecordingProducer(kafka, RecordLimits.of(settings))) {
      producer.send(events.iterator(), RecordingProducer.MAX_SPEED, sent -> {});
    }
  }

  /** Sends bytes as they are, to partition 0. */
  void sendRaw(String topic, byte[] key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.adminProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
    }
  }

  /**
   * Starts the job.
   *
   * @param ends where reading ends, or null
   * @param savepoint to start from, or null
   */
  JobID start(PartitionCounts ends, String savepoint) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(PARTITIONS);
    RecordLimits limits = RecordLimits.of(settings);
    MemoryJob.build(
        environment,
        settings,
        ends == null ? new KafkaEndpoints(kafka, limits) : new KafkaEndpoints(kafka, limits, ends));
    JobGraph graph = environment.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    return servers.client().submitJob(graph).get();
  }

  /** Waits until the job's counts are as wanted. */
  void await(JobID job, String what, Predicate<JobCounts> wanted) throws Exception {
    Await.until(
        what,
        () -> {
          throwIfEnded(job, what);
          return wanted.test(servers.counts(job));
        },
        () -> "the job's counts are " + servers.counts(job));
  }

  private void throwIfEnded(JobID job, String what) throws Exception {
    JobStatus status = servers.client().getJobStatus(job).get();
    if (status.isTerminalState()) {
      servers.result(job);
      throw new AssertionError(
          "%s did not come: the job is %s, %s".formatted(what, status, counts(job)));
    }
  }

  /** Waits until so many events have been worked on. */
  void awaitEvents(JobID job, long events) throws Exception {
    await(
        job,
        events + " events",
        counts -> counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK) >= events);
  }

  /** Waits until all has been read, and stops the job. */
  void finish(JobID job) throws Exception {
    servers.awaitEndOfSources(job);
    servers.stop(job);
  }

  /** Stops the job with a savepoint, which commits all that it has written. */
  String stop(JobID job) throws Exception {
    return servers.stop(job);
  }

  JobCounts counts(JobID job) throws Exception {
    return LocalJobs.finalCounts(servers, job);
  }

  /** Predictions by key and observation; fails on a second one for the same. */
  Map<String, Prediction> predictions() throws Exception {
    PredictionCodec codec = new PredictionCodec();
    Map<String, Prediction> all = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(kafka.topics().predictions())) {
      Prediction prediction = codec.decode(record.value());
      if (all.put(prediction.key() + "/" + prediction.observationId(), prediction) != null) {
        throw new AssertionError("a second prediction: " + prediction);
      }
    }
    return all;
  }

  /** Credits by key, observation and feedback; fails on a second one for the same. */
  Map<String, Credit> credits() throws Exception {
    CreditCodec codec = new CreditCodec();
    Map<String, Credit> all = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : committed(kafka.topics().credits())) {
      Credit credit = codec.decode(record.value());
      if (all.put(name(credit), credit) != null) {
        throw new AssertionError("a second credit: " + credit);
      }
    }
    return all;
  }

  /** The same predictions of the same observations, bit for bit. */
  static void assertSame(Map<String, Prediction> found, Map<String, Prediction> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((id, prediction) -> assertSame(prediction, expected.get(id)));
  }

  private static void assertSame(Prediction found, Prediction expected) {
    assertThat(found.output()).as(found.key()).containsExactly(expected.output());
    assertThat(found.memoryIds()).containsExactly(expected.memoryIds());
    assertThat(found.weights()).containsExactly(expected.weights());
    assertThat(found.time()).isEqualTo(expected.time());
    assertThat(found.modelVersion()).isEqualTo(expected.modelVersion());
    assertThat(found.readable()).isEqualTo(expected.readable());
  }

  static String name(Credit credit) {
    return credit.key() + "/" + credit.observationId() + "/" + credit.feedbackId();
  }

  /** All committed records of a topic. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Map<String, Object> properties = new HashMap<>(kafka.adminProperties());
    properties.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() throws Exception {
    servers.close();
  }
}
