package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.kafka.record.ForgetCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator does, on a cluster of separate JVMs with the configuration of the image: start,
 * create topics, submit, produce, look at the metrics, take a savepoint, change a setting, go on
 * from the savepoint at another parallelism. In the end the books balance.
 */
@Timeout(300)
class OperatorPathIT {

  private static final long FLIGHTS = 2400;
  private static final int SLOTS = 2;
  private static final int EVERY = 40;
  private static final double MIN_SHARE = 0.8;
  private static final Path LOGS = Path.of("target/operator-logs");

  /**
   * What does not come about here: nothing waits when a forget comes, all is finite, and codes are
   * direct.
   */
  private static final Set<Metric> AT_REST =
      EnumSet.of(
          Metric.OBSERVATIONS_FORGOTTEN,
          Metric.PREDICTIONS_NOT_FINITE,
          Metric.CREDITS_NOT_FINITE,
          Metric.FEEDBACK_FORGOTTEN,
          Metric.FEEDBACK_IGNORED,
          Metric.FEEDBACK_CAPPED,
          Metric.GRADIENTS_DROPPED,
          Metric.TARGETS_LIMITED,
          Metric.MODELS_REFUSED,
          Metric.AUTOENCODER_ERROR,
          Metric.AUTOENCODER_OUTLIERS,
          Metric.TRAINER_STEPS_SKIPPED);

  @TempDir private static Path folder;

  @Test
  void nothingIsLostBetweenStartAndUpgrade() throws Exception {
    Scrape.Ports ports = Scrape.Ports.free(8);
    try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), LOGS);
        ProcessCluster cluster =
            new ProcessCluster(folder.resolve("cluster"), LOGS, configuration(ports))) {
      say("start Kafka and a Flink cluster with docker/config.yaml");
      cluster.startTaskManager();
      List<String> sets = sets(broker.bootstrapServers());
      FlightsSample sample = new FlightsSample(folder.resolve("flights"), FLIGHTS, sets);
      KafkaSettings kafka = KafkaSettings.of(sample.settings.kafka());
      List<Event> events = everyCase(sample.events());
      int half = events.size() / 2;
      cluster.awaitFree(SLOTS);

      say("submit the job at parallelism %d; it creates its topics", SLOTS);
      List<String> create = new ArrayList<>(arguments(sets));
      create.addAll(List.of("--create-topics", Integer.toString(SLOTS)));
      SubmittedJob job = SubmittedJob.submit(cluster.client(), JobJar.FILE, SLOTS, create);
      job.await("every metric", () -> missing(Scrape.of(ports)).isEmpty());
      Scrape before = Scrape.of(ports);
      say("metrics: %d of the job's, all at rest", Metric.values().length);

      send(kafka, sample, events.subList(0, half));
      // the last ones may wait for what comes after them
      job.await("most of the first half", () -> worked(job) >= half * MIN_SHARE);
      ForgetCodec codec = new ForgetCodec(RecordLimits.of(sample.settings));
      Forget forget = forget(events);
      raw(kafka, kafka.topics().forget(), forget.key(), codec.encode(forget));
      raw(kafka, kafka.topics().feedback(), "k", "no Avro".getBytes(StandardCharsets.UTF_8));
      job.await("the forget", () -> job.counts().get(Count.FORGETS) == 1);
      Scrape between = Scrape.of(ports);
      String savepoint = job.stop(folder.resolve("savepoints"));
      say("%,d events sent; stopped with a savepoint: %s", half, job.finalCounts().eventCounts());

      sets.add("training.learning-rate=0.001");
      SubmittedJob next =
          SubmittedJob.submit(cluster.client(), JobJar.FILE, 1, arguments(sets), savepoint);
      say("submitted from the savepoint at parallelism 1, with training.learning-rate=0.001");
      send(kafka, sample, events.subList(half, events.size()));
      send(kafka, sample, FlightsSample.afterwards(events));
      next.await("the last event", () -> worked(next) >= events.size());
      Scrape after = Scrape.of(ports);
      assertMoved(List.of(before, between, after));
      assertThat(after.names()).containsAll(MonitoringFiles.metrics());
      next.stop(folder.resolve("savepoints"));
      assertBalanced(next.finalCounts(), events);
      say(
          "%,d events in all; the books balance: %s",
          events.size(), next.finalCounts().eventCounts());
    }
  }

  private static void say(String line, Object... arguments) {
    System.out.printf("operator: " + line + "%n", arguments);
  }

  /** The image's configuration, but for where things are and how much memory there is. */
  private static Map<String, String> configuration(Scrape.Ports ports) {
    Map<String, String> settings =
        new HashMap<>(DeployedFiles.flat(DeployedFiles.yaml(Path.of("docker/config.yaml"))));
    for (String elsewhere :
        List.of(
            "env.java.opts.all",
            "jobmanager.memory.process.size",
            "taskmanager.memory.process.size",
            "taskmanager.memory.managed.size")) {
      assertThat(settings.remove(elsewhere)).as(elsewhere).isNotNull();
    }
    settings.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put(
        "execution.checkpointing.savepoint-dir", folder.resolve("savepoints").toUri().toString());
    settings.put("metrics.reporter.prom.port", ports.range());
    return settings;
  }

  private static List<String> sets(String servers) {
    return new ArrayList<>(
        List.of(
            "kafka.bootstrap-servers=" + servers,
            "topics.prefix=operator",
            "kafka.group-id=operator",
            "feedback.early-wait=10 min",
            "feedback.default-after=3 h",
            "feedback.default-target=0",
            "memory.capacity=32",
            "memory.k=16",
            // an autoencoder that is no better than the mean will do here
            "training.autoencoder.gate=1.0"));
  }

  private static List<String> arguments(List<String> sets) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--job", Path.of("jobs/flights.yaml").toAbsolutePath().toString()));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    return arguments;
  }

  /** The flights with duplicates, repetitions, orphans, late and early feedback between them. */
  private static List<Event> everyCase(List<Event> flights) {
    List<Event> events = new ArrayList<>();
    int n = 0;
    for (Event event : flights) {
      boolean chosen = ++n % EVERY == 0;
      if (chosen && event instanceof Observation o) {
        events.add(feedback(o.key(), "early", o.observationId(), o.time() - 1000, o.time()));
      }
      events.add(event);
      if (chosen) {
        events.add(event);
      }
      if (chosen && event instanceof Feedback f) {
        events.add(feedback(f.key(), "again", f.observationId(), f.time(), f.observationTime()));
        events.add(feedback(f.key(), "f", "nobody-" + n, f.time(), Feedback.UNKNOWN_TIME));
        events.add(feedback(f.key(), "f", "long-ago-" + n, f.time(), 0));
      }
    }
    return events;
  }

  private static Feedback feedback(
      String key, String id, String about, long time, long observationTime) {
    return new Feedback(key, id, about, time, observationTime, 1, 1, Feedback.Origin.NONE);
  }

  /** Of a memory that has been there for a while. */
  private static Forget forget(List<Event> events) {
    Event event =
        events.stream().filter(e -> e instanceof Feedback).skip(200).findFirst().orElseThrow();
    return new Forget(event.key(), event.observationId(), event.time());
  }

  private static void send(KafkaSettings kafka, FlightsSample sample, List<Event> events)
      throws InterruptedException {
    try (RecordingProducer producer =
        new RecordingProducer(kafka, RecordLimits.of(sample.settings))) {
      producer.send(events.iterator(), RecordingProducer.MAX_SPEED, sent -> {});
    }
  }

  private static void raw(KafkaSettings kafka, String topic, String key, byte[] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.adminProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value))
          .get();
    }
  }

  private static long worked(SubmittedJob job) throws Exception {
    JobCounts counts = job.counts();
    return counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK);
  }

  private static List<Metric> missing(Scrape scrape) {
    return EnumSet.allOf(Metric.class).stream()
        .filter(metric -> scrape.numbers(metric.label()).isEmpty())
        .toList();
  }

  private static void assertMoved(List<Scrape> scrapes) {
    Scrape after = scrapes.get(scrapes.size() - 1);
    assertThat(missing(after)).isEmpty();
    for (Metric metric : EnumSet.complementOf(EnumSet.copyOf(AT_REST))) {
      List<List<Double>> numbers =
          scrapes.stream().map(scrape -> scrape.numbers(metric.label())).toList();
      assertThat(numbers.stream().distinct().count()).as(metric.label()).isGreaterThan(1);
      assertThat(numbers.stream().flatMap(List::stream))
          .as(metric.label())
          .anyMatch(number -> Double.isFinite(number) && number != 0);
    }
    assertThat(after.deadLetters("orphan")).isEqualTo(after.sum("feedbackOrphaned")).isPositive();
    assertThat(after.deadLetters("late")).isEqualTo(after.sum("feedbackLate")).isPositive();
  }

  private static void assertBalanced(JobCounts counts, List<Event> events) {
    assertThat(counts.get(Count.OBSERVATIONS))
        .isEqualTo(
            counts.get(Count.PREDICTIONS)
                + counts.get(Count.PREDICTIONS_NOT_FINITE)
                + counts.get(Count.OBSERVATIONS_DUPLICATE)
                + counts.get(Count.OBSERVATIONS_FORGOTTEN));
    assertThat(counts.get(Count.FEEDBACK))
        .isEqualTo(
            counts.get(Count.MATCHED)
                + counts.get(Count.DUPLICATE)
                + counts.get(Count.LATE)
                + counts.get(Count.ORPHAN)
                + counts.get(Count.CAPPED)
                + counts.get(Count.FORGOTTEN)
                + counts.get(Count.HELD));
    // beside them there are those that made event time pass all others
    assertThat(counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK))
        .isBetween((long) events.size(), (long) events.size() + 4);
    assertThat(counts.trainerFeedback()).isPositive().isEqualTo(counts.get(Count.LEARNED));
  }
}
