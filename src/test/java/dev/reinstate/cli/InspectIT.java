package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Observation;
import dev.reinstate.stream.JobCounts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inspect} tells of a savepoint is what the job that took it had counted. */
@Timeout(300)
class InspectIT {

  private static final int FLIGHTS = 1500;

  @TempDir private Path folder;

  @Test
  void tellsWhatASavepointHolds() throws Exception {
    FlightsSample sample =
        new FlightsSample(
            folder.resolve("flights"),
            FLIGHTS,
            List.of(
                "training.batch=16",
                "memory.eviction=least-credited",
                "feedback.default-after=1 d",
                "feedback.default-target=1"));
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events.subList(0, FLIGHTS));
      JobID job = fixture.start(null, null);
      fixture.await(
          job,
          // by then memories that were read have credit
          "memories and updates",
          counts -> counts.get(Count.MEMORIES) > 250 && counts.updates() > 2);
      String savepoint = fixture.stop(job);
      JobCounts counts = fixture.counts(job);

      JsonNode summary = json("inspect", "--savepoint", savepoint, "--json");
      assertThat(summary.get("memories").asLong()).isEqualTo(counts.get(Count.MEMORIES));
      assertThat(summary.get("pending").asLong()).isEqualTo(counts.get(Count.PENDING)).isPositive();
      assertThat(summary.get("held").asLong()).isEqualTo(counts.get(Count.HELD));
      // each that waits for feedback has a default; the rest may still be on the topics
      assertThat(summary.get("waiting").asLong())
          .isBetween(counts.get(Count.PENDING), FLIGHTS - counts.get(Count.FEEDBACK));
      assertThat(summary.get("modelVersion").asLong()).isPositive();
      assertThat(sum(summary.at("/values/counts"))).isEqualTo(counts.get(Count.MEMORIES));
      assertThat(summary.at("/settings/network.code.kind").asText()).isEqualTo("direct");
      Observation first = (Observation) events.get(0);
      assertThat(summary.get("oldestMemory").asLong()).isGreaterThanOrEqualTo(first.time());

      String key = summary.get("largestKey").asText();
      JsonNode largest = json("inspect", "--savepoint", savepoint, "--key", key, "--json");
      assertThat(largest.get("memories")).hasSize(summary.get("memoriesOfLargestKey").asInt());
      assertThat(times(largest.get("memories"))).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      assertThat(largest.at("/memories/0/staleness").asLong())
          .isEqualTo(
              summary.get("modelVersion").asLong()
                  - largest.at("/memories/0/modelVersion").asLong());

      assertThat(largest.get("memories").findValuesAsText("credit"))
          .anyMatch(credit -> Float.parseFloat(credit) != 0);

      Map<String, Long> due = new HashMap<>();
      events.forEach(
          event -> {
            if (event instanceof Observation observation) {
              due.put(observation.observationId(), observation.feedbackDue());
            }
          });
      assertThat(largest.get("pending"))
          .isNotEmpty()
          .allSatisfy(
              pending ->
                  assertThat(pending.get("feedbackDue").asLong())
                      .isEqualTo(due.get(pending.get("observationId").asText())));
      assertThat(Executed.command("inspect", "--savepoint", savepoint, "--key", key).out())
          .contains("feedback due\n");

      assertThat(Executed.command("inspect", "--savepoint", savepoint).out())
          .contains("observations wait for feedback, the oldest from 2001-01-01");
      Executed nobody = Executed.command("inspect", "--savepoint", savepoint, "--key", "XYZ");
      assertThat(nobody.code()).isEqualTo(1);
      assertThat(nobody.err()).contains("holds nothing of the key 'XYZ'");
      Executed nothing = Executed.command("inspect", "--savepoint", folder.toString());
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.err()).contains("there is no savepoint of the job at " + folder);
    }
  }

  @Test
  void tellsWhatSpacesHold() throws Exception {
    FlightsSample sample =
        new FlightsSample(
            folder.resolve("flights"),
            FLIGHTS,
            List.of(
                "training.batch=16",
                "training.placement=inline",
                "spaces.departures.key=key",
                "spaces.routes.key=[origin, destination]",
                "spaces.all.shards=2",
                "spaces.all.k=4"));
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events.subList(0, FLIGHTS));
      JobID job = fixture.start(null, null);
      fixture.await(
          job,
          "memories and updates",
          counts -> counts.get(Count.MEMORIES) > 750 && counts.updates() > 2);
      String savepoint = fixture.stop(job);
      JobCounts counts = fixture.counts(job);

      JsonNode summary = json("inspect", "--savepoint", savepoint, "--json");
      assertThat(summary.get("memories").asLong()).isEqualTo(counts.get(Count.MEMORIES));
      assertThat(summary.at("/spaces/all/keys").asInt()).isEqualTo(2);
      long each = summary.at("/spaces/all/memories").asLong();
      assertThat(each).isPositive();
      assertThat(summary.at("/spaces/departures/memories").asLong()).isEqualTo(each);
      assertThat(summary.at("/spaces/routes/memories").asLong()).isEqualTo(each);
      assertThat(summary.get("largestKey").asText()).startsWith("all, shard ");
      assertThat(summary.at("/settings/spaces.all.k").asText()).isEqualTo("4");

      JsonNode all = json("inspect", "--savepoint", savepoint, "--space", "all", "--json");
      assertThat(all.get("key").asText()).isEqualTo("all");
      assertThat(all.get("memories")).hasSize((int) each);
      assertThat(times(all.get("memories"))).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      JsonNode newest = all.at("/memories/0");
      Observation flight =
          events.stream()
              .filter(Observation.class::isInstance)
              .map(Observation.class::cast)
              .filter(o -> o.observationId().equals(newest.get("memoryId").asText()))
              .findFirst()
              .orElseThrow();
      assertThat(newest.get("key").asText()).isEqualTo(flight.key());
      String shard = newest.get("shard").asText();
      JsonNode one =
          json("inspect", "--savepoint", savepoint, "--space", "all", "--shard", shard, "--json");
      assertThat(one.get("key").asText()).isEqualTo("all, shard " + shard);
      assertThat(one.get("memories")).contains(newest).hasSizeLessThan((int) each);

      String to = flight.keys().get("destination");
      Executed route =
          Executed.command(
              "inspect",
              "--savepoint",
              savepoint,
              "--space",
              "routes",
              "--key",
              flight.key(),
              "--key",
              to);
      assertThat(route.out())
          .startsWith("routes at %s, %s: ".formatted(flight.key(), to))
          .contains(
              "%n%-24s".formatted(flight.observationId()), "  " + flight.key() + "%n".formatted())
          .doesNotContain("\0");
      assertThat(Executed.command("inspect", "--savepoint", savepoint).out())
          .contains(": %,d of 2 keys".formatted(each))
          .doesNotContain("\0");
      Executed nothing =
          Executed.command("inspect", "--savepoint", savepoint, "--space", "all", "--key", "JFK");
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.err())
          .contains(
              "holds nothing of 'all at JFK'; its spaces are all by [], 2 shard(s); departures");
      Executed several =
          Executed.command("inspect", "--savepoint", savepoint, "--key", "a", "--key", "b");
      assertThat(several.code()).isEqualTo(2);
      assertThat(several.err()).contains("name it with --space");
    }
  }

  private static JsonNode json(Object... command) throws Exception {
    Executed executed = Executed.command(command);
    assertThat(executed.code()).as(executed.err()).isZero();
    return new ObjectMapper().readTree(executed.out());
  }

  private static long sum(JsonNode counts) {
    return StreamSupport.stream(counts.spliterator(), false).mapToLong(JsonNode::asLong).sum();
  }

  private static List<Long> times(JsonNode memories) {
    return StreamSupport.stream(memories.spliterator(), false)
        .map(memory -> memory.get("time").asLong())
        .toList();
  }
}
