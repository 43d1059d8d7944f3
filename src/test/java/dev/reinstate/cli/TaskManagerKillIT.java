package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.JobCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a cluster of separate JVMs, one of which is killed in the middle: every
 * observation has one prediction, every feedback one credit, and every gradient comes to the
 * trainer once.
 */
@Timeout(180)
class TaskManagerKillIT {

  private static final int TIMES = 3;
  private static final long FLIGHTS = 6000;
  private static final int PARTITIONS = 2;

  /** Each has room for the whole job, so that it does not wait for a new one to start. */
  private static final int TASK_MANAGERS = 2;

  private static final double SECONDS_OF_SENDING = 5;

  /** So many predictions tell of new events, and not of a commit alone. */
  private static final int SOME = 100;

  private static final Path LOGS = Path.of("target/cluster-logs");

  @TempDir private static Path folder;
  private static FlightsSample sample;
  private static List<Event> events;
  private static BrokerProcess broker;
  private static ProcessCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new ProcessCluster(folder.resolve("cluster"), LOGS, settings());
    for (int i = 0; i < TASK_MANAGERS; i++) {
      cluster.startTaskManager();
    }
    broker = BrokerProcess.start(folder.resolve("kafka"), LOGS);
    sample = new FlightsSample(folder.resolve("flights"), FLIGHTS, sets("flights"));
    events = sample.events();
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @RepeatedTest(TIMES)
  void nothingIsLostWithTheTaskManagerOfAMemory(RepetitionInfo repetition) throws Exception {
    run(
        "memory",
        repetition,
        job -> {
          Set<String> holders = new HashSet<>(job.holdersOf("memory"));
          holders.removeAll(job.holdersOf("trainer"));
          return holders;
        });
  }

  @RepeatedTest(TIMES)
  void nothingIsLostWithTheTaskManagerOfTheTrainer(RepetitionInfo repetition) throws Exception {
    run("trainer", repetition, job -> job.holdersOf("trainer"));
  }

  /** Who is to be killed. */
  private interface Choice {
    Set<String> of(SubmittedJob job) throws Exception;
  }

  private static void run(String scenario, RepetitionInfo repetition, Choice choice)
      throws Exception {
    String name = scenario + "-" + repetition.getCurrentRepetition();
    KafkaSettings kafka = KafkaSettings.of(FlightsSample.settings(sets(name)).kafka());
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      kafka.topics().create(admin, PARTITIONS);
    }
    cluster.awaitFree(TASK_MANAGERS * PARTITIONS);
    SubmittedJob job =
        SubmittedJob.submit(cluster.client(), JobJar.FILE, PARTITIONS, arguments(sets(name)));
    try (CommittedOutputs outputs = new CommittedOutputs(kafka, PARTITIONS);
        BackgroundProducer producer =
            new BackgroundProducer(kafka, RecordLimits.of(sample.settings), speed())) {
      producer.send(part(0, 0.5));
      awaitLearning(job, outputs);
      long attempt = outputs.versions.lastKey();
      String victim = choice.of(job).iterator().next();
      long written = outputs.written();
      producer.send(part(0.5, 0.75));
      job.await("more predictions", () -> outputs.written() > written + SOME);

      long kill = System.nanoTime();
      cluster.kill(victim);
      producer.send(part(0.75, 1));
      Future<Long> all = producer.send(FlightsSample.afterwards(events));
      Set<String> sentSince = observations(part(0.75, 1));
      job.await(
          "a new prediction",
          () ->
              outputs.poll() > 0 && !Collections.disjoint(sentSince, outputs.predictions.keySet()));
      long recovery = System.nanoTime() - kill;
      cluster.startTaskManager();

      all.get();
      job.await("the last event", () -> worked(job) >= events.size());
      job.stop(folder.resolve("savepoints"));
      outputs.pollToTheEnd();

      Tally predictions = Tally.of(observations(events), outputs.predictions);
      Tally credits = Tally.of(feedbacks(events), outputs.credits);
      JobCounts counts = job.finalCounts();
      System.out.printf(
          "kill -9 of the TaskManager with the %s, %d of %d: predictions %s; credits %s; feedbacks"
              + " learned %d, given to the trainer %d; %d predictions taken back; %d ms to the first"
              + " committed prediction of what was sent since%n",
          scenario,
          repetition.getCurrentRepetition(),
          TIMES,
          predictions,
          credits,
          counts.get(Count.LEARNED),
          counts.trainerFeedback(),
          outputs.written() - predictions.expected(),
          TimeUnit.NANOSECONDS.toMillis(recovery));
      assertThat(predictions).isEqualTo(new Tally(observations(events).size(), 0, 0, 0));
      assertThat(credits).isEqualTo(new Tally(feedbacks(events).size(), 0, 0, 0));
      assertBooks(counts, predictions.expected(), credits.expected());
      assertTheTrainerWentOn(outputs, attempt);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString(),
        "restart-strategy.type", "fixed-delay",
        "restart-strategy.fixed-delay.attempts", "20",
        "restart-strategy.fixed-delay.delay", "200 ms",
        "taskmanager.numberOfTaskSlots", Integer.toString(PARTITIONS),
        "taskmanager.load-balance.mode", "SLOTS",
        "heartbeat.interval", "500 ms",
        // a connection that breaks tells of a kill at once, and a JVM that is slow is none
        "heartbeat.rpc-failure-threshold", "1",
        "heartbeat.timeout", "30 s");
  }

  private static List<String> sets(String name) {
    return List.of(
        "kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "topics.prefix=" + name,
        "kafka.group-id=" + name,
        // an autoencoder that is no better than the mean will do here
        "training.autoencoder.gate=1.0",
        "memory.k=16",
        "flink.execution.checkpointing.interval=500 ms");
  }

  private static List<String> arguments(List<String> sets) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--job", Path.of("jobs/flights.yaml").toAbsolutePath().toString()));
    for (String set : sets) {
      arguments.add("--set");
      arguments.add(set);
    }
    return arguments;
  }

  private static double speed() {
    double span = events.get(events.size() - 1).time() - events.get(0).time();
    return span / TimeUnit.SECONDS.toMillis(1) / SECONDS_OF_SENDING;
  }

  /** A part of the events; the whole is from 0 to 1. */
  private static List<Event> part(double from, double to) {
    return events.subList((int) (from * events.size()), (int) (to * events.size()));
  }

  /** Until something was learned and is in a checkpoint. */
  private static void awaitLearning(SubmittedJob job, CommittedOutputs outputs) throws Exception {
    job.await(
        "learning",
        () -> {
          outputs.poll();
          return !outputs.credits.isEmpty()
              && outputs.versions.lastEntry().getValue().stream().anyMatch(version -> version > 0);
        });
    long checkpoints = completed(job);
    job.await("two checkpoints", () -> completed(job) > checkpoints + 1);
    outputs.poll();
  }

  private static long completed(SubmittedJob job) throws Exception {
    return job.checkpoints().getNumberCompletedCheckpoints();
  }

  private static long worked(SubmittedJob job) throws Exception {
    JobCounts counts = job.counts();
    return counts.get(Count.OBSERVATIONS) + counts.get(Count.FEEDBACK);
  }

  private static Set<String> observations(List<Event> events) {
    Set<String> names = new HashSet<>();
    for (Event event : events) {
      if (event instanceof Observation observation) {
        names.add(observation.key() + "/" + observation.observationId());
      }
    }
    return names;
  }

  private static Set<String> feedbacks(List<Event> events) {
    Set<String> names = new HashSet<>();
    for (Event event : events) {
      if (event instanceof Feedback feedback) {
        names.add(feedback.key() + "/" + feedback.observationId() + "/" + feedback.feedbackId());
      }
    }
    return names;
  }

  private static void assertBooks(JobCounts counts, long observations, long feedbacks) {
    assertThat(counts.get(Count.OBSERVATIONS)).isEqualTo(observations);
    assertThat(counts.get(Count.PREDICTIONS)).isEqualTo(observations);
    assertThat(counts.get(Count.FEEDBACK)).isEqualTo(feedbacks);
    assertThat(counts.get(Count.MATCHED)).isEqualTo(feedbacks);
    assertThat(counts.get(Count.DUPLICATE)).isZero();
    assertThat(counts.get(Count.OBSERVATIONS_DUPLICATE)).isZero();
    assertThat(counts.get(Count.PENDING)).isZero();
    assertThat(counts.trainerFeedback()).isPositive().isEqualTo(counts.get(Count.LEARNED));
  }

  /** Under a higher attempt, and not from the beginning. */
  private static void assertTheTrainerWentOn(CommittedOutputs outputs, long attempt) {
    assertThat(outputs.versions.lastKey()).isGreaterThan(attempt);
    assertThat(outputs.versions.lastEntry().getValue().get(0)).isPositive();
  }
}
