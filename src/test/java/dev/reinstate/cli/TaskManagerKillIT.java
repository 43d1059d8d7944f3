package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.kafka.EmbeddedBroker;
import dev.reinstate.kafka.KafkaSettings;
import dev.reinstate.kafka.RecordLimits;
import dev.reinstate.kafka.RecordingProducer;
import dev.reinstate.learner.Books.Count;
import dev.reinstate.learner.Event;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;
import dev.reinstate.stream.JobCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar on a cluster of separate JVMs, one of which is killed in the middle: every
 * observation has one prediction, every feedback one credit.
 */
class TaskManagerKillIT {

  private static final long FLIGHTS = 6000;
  private static final int PARTITIONS = 2;
  private static final double SECONDS_OF_SENDING = 5;

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static ProcessCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    cluster =
        new ProcessCluster(folder.resolve("conf"), Path.of("target/cluster-logs"), settings());
    for (int i = 0; i < PARTITIONS; i++) {
      cluster.startTaskManager();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    broker.close();
  }

  @Test
  void nothingIsLostWithTheTaskManagerOfAMemory() throws Exception {
    run(
        "memory",
        job -> {
          Set<String> holders = new HashSet<>(job.holdersOf("memory"));
          holders.removeAll(job.holdersOf("trainer"));
          return holders;
        });
  }

  @Test
  void nothingIsLostWithTheTaskManagerOfTheTrainer() throws Exception {
    run("trainer", job -> job.holdersOf("trainer"));
  }

  /** Who is to be killed. */
  private interface Choice {
    Set<String> of(SubmittedJob job) throws Exception;
  }

  private static void run(String scenario, Choice choice) throws Exception {
    List<String> sets = sets(scenario);
    FlightsSample sample = new FlightsSample(folder.resolve(scenario), FLIGHTS, sets);
    List<Event> events = sample.events();
    KafkaSettings kafka = KafkaSettings.of(sample.settings.kafka());
    try (Admin admin = Admin.create(kafka.adminProperties())) {
      kafka.topics().create(admin, PARTITIONS);
    }
    cluster.awaitTaskManagers(PARTITIONS);
    SubmittedJob job =
        SubmittedJob.submit(
            cluster.client(),
            Path.of("target/reinstate-0.1.0-job.jar"),
            PARTITIONS,
            arguments(sets));
    try (CommittedOutputs outputs = new CommittedOutputs(kafka, PARTITIONS)) {
      Await.until("a first checkpoint", () -> completed(job) > 0);
      CountDownLatch killed = new CountDownLatch(1);
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> send(kafka, sample, events, killed));
      awaitTheMiddle(job, outputs, events.size());
      long attempt = outputs.versions.lastKey();

      String victim = choice.of(job).iterator().next();
      long kill = System.nanoTime();
      cluster.kill(victim);
      killed.countDown();
      cluster.startTaskManager();
      Set<String> sentSince = observations(last(events));
      Await.until(
          "a new prediction",
          () ->
              outputs.poll() > 0 && !Collections.disjoint(sentSince, outputs.predictions.keySet()));
      long recovery = System.nanoTime() - kill;

      sending.join();
      Await.until("the last event", () -> worked(job) >= events.size());
      job.stop(folder.resolve("savepoints"));
      outputs.pollToTheEnd();

      Tally predictions = Tally.of(observations(events), outputs.predictions);
      Tally credits = Tally.of(feedbacks(events), outputs.credits);
      System.out.printf(
          "kill -9 of the TaskManager with the %s: predictions %s; credits %s; %d ms to the first"
              + " committed prediction of what was sent since%n",
          scenario, predictions, credits, TimeUnit.NANOSECONDS.toMillis(recovery));
      assertThat(predictions).isEqualTo(new Tally(observations(events).size(), 0, 0, 0));
      assertThat(credits).isEqualTo(new Tally(feedbacks(events).size(), 0, 0, 0));
      assertBooks(job.counts(), predictions.expected, credits.expected);
      assertTheTrainerWentOn(outputs, attempt);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString(),
        "restart-strategy.type", "fixed-delay",
        "restart-strategy.fixed-delay.attempts", "20",
        "restart-strategy.fixed-delay.delay", "200 ms",
        "heartbeat.interval", "500 ms",
        "heartbeat.timeout", "8 s",
        "heartbeat.rpc-failure-threshold", "1");
  }

  private static List<String> sets(String scenario) {
    return List.of(
        "kafka.bootstrap-servers=" + broker.bootstrapServers(),
        "topics.prefix=" + scenario,
        "kafka.group-id=" + scenario,
        // an autoencoder that is no better than the mean will do here
        "training.autoencoder.gate=1.0",
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

  /** Sends all events and what makes event time pass them; the last quarter after the kill. */
  private static void send(
      KafkaSettings kafka, FlightsSample sample, List<Event> events, CountDownLatch killed) {
    double span = events.get(events.size() - 1).time() - events.get(0).time();
    double speed = span / TimeUnit.SECONDS.toMillis(1) / SECONDS_OF_SENDING;
    try (RecordingProducer producer =
        new RecordingProducer(kafka, RecordLimits.of(sample.settings))) {
      producer.send(first(events).iterator(), speed, sent -> {});
      killed.await();
      producer.send(last(events).iterator(), speed, sent -> {});
      producer.send(
          FlightsSample.afterwards(events).iterator(), RecordingProducer.MAX_SPEED, sent -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static List<Event> first(List<Event> events) {
    return events.subList(0, events.size() * 3 / 4);
  }

  private static List<Event> last(List<Event> events) {
    return events.subList(events.size() * 3 / 4, events.size());
  }

  /** Until half of the events are worked on and what was learned by then is in a checkpoint. */
  private static void awaitTheMiddle(SubmittedJob job, CommittedOutputs outputs, long events)
      throws Exception {
    Await.until(
        "the middle",
        () -> {
          outputs.poll();
          return worked(job) > events / 2
              && !outputs.credits.isEmpty()
              && outputs.versions.lastEntry().getValue().stream().anyMatch(version -> version > 0);
        });
    long checkpoints = completed(job);
    Await.until("two checkpoints", () -> completed(job) > checkpoints + 1);
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
  }

  /** Under a higher attempt, and not from the beginning. */
  private static void assertTheTrainerWentOn(CommittedOutputs outputs, long attempt) {
    assertThat(outputs.versions.lastKey()).isGreaterThan(attempt);
    assertThat(outputs.versions.lastEntry().getValue().get(0)).isPositive();
  }

  /**
   * What should have come, against what has.
   *
   * @param lost expected and not there
   * @param duplicated more than once there
   * @param unexpected there and not expected
   */
  private record Tally(int expected, int lost, int duplicated, int unexpected) {

    static Tally of(Set<String> expected, Map<String, Integer> found) {
      Set<String> lost = new HashSet<>(expected);
      lost.removeAll(found.keySet());
      Set<String> unexpected = new HashSet<>(found.keySet());
      unexpected.removeAll(expected);
      long duplicated = found.values().stream().filter(times -> times > 1).count();
      return new Tally(expected.size(), lost.size(), (int) duplicated, unexpected.size());
    }

    @Override
    public String toString() {
      return "%d, lost %d, duplicated %d, unexpected %d"
          .formatted(expected, lost, duplicated, unexpected);
    }
  }
}
