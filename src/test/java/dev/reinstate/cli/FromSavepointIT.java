package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.recording.Recording;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.stream.JobCounts;
import dev.reinstate.stream.state.Savepoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay that starts from a job's savepoint goes on as the job does. */
@Timeout(300)
class FromSavepointIT {

  private static final int FLIGHTS = 2000;

  private static final List<String> SETS =
      List.of(
          "training.batch=16",
          "memory.k=32",
          // so that events wait for their turn, and observations for a default
          "order.max-out-of-orderness=10 min",
          "feedback.default-after=3 h",
          "feedback.default-target=0");

  @TempDir private Path folder;
  private String savepoint;

  @Test
  void itGivesBitForBitWhatTheRestoredJobGives() throws Exception {
    FlightsSample sample = sample("inline");
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      JobCounts before = runFirstHalf(fixture, events);
      Set<String> predicted = fixture.predictions().keySet();
      Set<String> credited = fixture.credits().keySet();

      sendSecondHalf(fixture, events);
      JobID second = fixture.start(null, savepoint);
      fixture.awaitEvents(second, events.size());
      fixture.stop(second);
      JobCounts after = fixture.counts(second);
      Map<String, Prediction> predictions = fixture.predictions();
      predictions.keySet().removeAll(predicted);
      Map<String, Credit> credits = fixture.credits();
      credits.keySet().removeAll(credited);

      FlightsSample goesOn =
          sample.after(Savepoint.open(savepoint).state(read -> {}), record(fixture, "inline"));
      RunSummary replay = goesOn.replay();
      goesOn.predictions.keySet().removeIf(id -> id.endsWith("/afterwards"));
      assertThat(goesOn.predictions).hasSize(FLIGHTS - predicted.size()).isNotEmpty();
      JobFixture.assertSame(predictions, goesOn.predictions);
      assertThat(credits).isEqualTo(goesOn.credits);
      assertThat(replay.updates()).isEqualTo(after.updates() - before.updates()).isPositive();
      assertThat(replay.startedFrom().modelVersion()).isEqualTo(before.updates()).isPositive();
      assertThat(replay.startedFrom().pending()).isEqualTo(before.get(Count.PENDING)).isPositive();
      assertThat(replay.startedFrom().memories()).isEqualTo(before.get(Count.MEMORIES));
      assertThat(replay.feedback().balances()).isTrue();

      JsonNode runs = replay("inline", "--set-candidate", "credit.mode=frozen").get("runs");
      assertThat(runs.at("/0/digest").asText()).isEqualTo(replay.digest());
      assertThat(runs.at("/1/startedFrom")).isEqualTo(runs.at("/0/startedFrom"));
      assertThat(runs.at("/1/updates").asLong()).isZero();
      assertThat(runs.at("/1/digest")).isNotEqualTo(runs.at("/0/digest"));

      Executed smaller = execute("inline", "--sweep", "memory.k=32,16");
      assertThat(smaller.code()).isEqualTo(2);
      assertThat(smaller.err())
          .contains("the run 'memory.k=16' cannot start from " + savepoint)
          .contains("memory.k was 32 and is 16; it may only grow");
    }
  }

  /** The trainer is ahead of the model that the memories have, and may owe a step. */
  @Test
  void itStartsWithTheModelOfASharedTrainer() throws Exception {
    FlightsSample sample = sample("shared");
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      JobCounts before = runFirstHalf(fixture, events);
      sendSecondHalf(fixture, events);
      Recording rest = record(fixture, "shared");

      JsonNode run = replay("shared").at("/runs/0");
      assertThat(run.at("/startedFrom/modelVersion").asLong())
          .isBetween(before.updates(), before.updates() + 1)
          .isPositive();
      assertThat(run.at("/startedFrom/memories").asLong())
          .isEqualTo(before.get(Count.MEMORIES))
          .isPositive();
      assertThat(run.at("/predictions").asLong())
          .isEqualTo(run.at("/observations").asLong())
          .isGreaterThanOrEqualTo(rest.info().observations());
      assertThat(run.at("/updates").asLong()).isPositive();
      assertThat(run.at("/learningFrom").asLong(-1)).isZero();
      assertThat(replay("shared").at("/runs/0/digest")).isEqualTo(run.at("/digest"));
    }
  }

  private FlightsSample sample(String placement) {
    return new FlightsSample(folder.resolve("flights"), FLIGHTS, sets(placement));
  }

  private List<String> sets(String placement) {
    List<String> sets = new ArrayList<>(SETS);
    sets.add("training.placement=" + placement);
    if (placement.equals("shared")) {
      // the other job has direct codes
      sets.add("network.code.kind=autoencoder");
      sets.add("network.code.size=24");
      sets.add("training.autoencoder.gate=1");
    }
    return sets;
  }

  /** Some of it may be left on the topics. */
  private JobCounts runFirstHalf(JobFixture fixture, List<Event> events) throws Exception {
    fixture.send(events.subList(0, events.size() / 2));
    JobID job = fixture.start(null, null);
    fixture.await(
        job,
        "memories and updates",
        counts -> counts.get(Count.MEMORIES) > 200 && counts.updates() > 4);
    savepoint = fixture.stop(job);
    return fixture.counts(job);
  }

  private static void sendSecondHalf(JobFixture fixture, List<Event> events) throws Exception {
    fixture.send(events.subList(events.size() / 2, events.size()));
    fixture.send(FlightsSample.afterwards(events));
  }

  /** What the job had not read when it stopped. */
  private Recording record(JobFixture fixture, String placement) {
    Path rest = folder.resolve("rest");
    List<Object> command = command("record", placement);
    Collections.addAll(
        command,
        "--set",
        "kafka.bootstrap-servers=" + fixture.kafka().bootstrapServers(),
        "--from-savepoint",
        savepoint,
        "--out",
        rest);
    Executed executed = Executed.command(command.toArray());
    assertThat(executed.code()).as(executed.err()).isZero();
    return Recording.open(rest);
  }

  private JsonNode replay(String placement, Object... more) throws Exception {
    Executed executed = execute(placement, more);
    assertThat(executed.code()).as(executed.err()).isZero();
    assertThat(executed.err()).doesNotContain("warning");
    return new ObjectMapper().readTree(executed.out());
  }

  private Executed execute(String placement, Object... more) {
    List<Object> command = command("replay", placement);
    Collections.addAll(
        command, "--recording", folder.resolve("rest"), "--from-savepoint", savepoint, "--json");
    Collections.addAll(command, more);
    return Executed.command(command.toArray());
  }

  private List<Object> command(String name, String placement) {
    List<Object> command = new ArrayList<>(List.of(name, "--job", "jobs/flights.yaml"));
    for (String set : sets(placement)) {
      Collections.addAll(command, "--set", set);
    }
    return command;
  }
}
