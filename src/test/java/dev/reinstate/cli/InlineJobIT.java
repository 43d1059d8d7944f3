package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Event;
import dev.reinstate.learner.Prediction;
import dev.reinstate.replay.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under inline placement and event-time order the job gives, bit for bit, what the plain engine
 * gives on the same recording.
 */
class InlineJobIT {

  private static final long FLIGHTS = 6000;

  @TempDir private Path folder;

  @Test
  void theJobGivesWhatThePlainEngineGives() throws Exception {
    FlightsSample sample = sample();
    RunSummary plain = sample.replay();
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events);
      JobID job = fixture.start(PartitionCounts.of(events.iterator(), 2), null);
      fixture.awaitEvents(job, events.size());
      fixture.stop(job);

      assertThat(plain.updates()).as("the sample must be learned from").isPositive();
      assertThat(fixture.counts(job).updates()).isEqualTo(plain.updates());
      assertSame(fixture, sample);
    }
  }

  @Test
  void aJobThatGoesOnFromASavepointGivesTheSame() throws Exception {
    FlightsSample sample = sample();
    RunSummary plain = sample.replay();
    List<Event> events = sample.events();
    PartitionCounts ends = PartitionCounts.of(events.iterator(), 2);
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events.subList(0, events.size() / 2));
      JobID first = fixture.start(ends, null);
      fixture.awaitEvents(first, events.size() / 3);
      String savepoint = fixture.stop(first);

      fixture.send(events.subList(events.size() / 2, events.size()));
      JobID second = fixture.start(ends, savepoint);
      fixture.awaitEvents(second, events.size());
      fixture.stop(second);

      assertThat(fixture.counts(second).updates()).isEqualTo(plain.updates());
      assertSame(fixture, sample);
    }
  }

  private FlightsSample sample() {
    return new FlightsSample(
        folder.resolve("flights"), FLIGHTS, List.of("training.placement=inline"));
  }

  private static void assertSame(JobFixture fixture, FlightsSample sample) throws Exception {
    Map<String, Prediction> predictions = fixture.predictions();
    assertThat(predictions.keySet()).isEqualTo(sample.predictions.keySet());
    predictions.forEach(
        (id, prediction) ->
            assertThat(prediction)
                .usingRecursiveComparison()
                .isEqualTo(sample.predictions.get(id)));
    Map<String, Credit> credits = fixture.credits();
    assertThat(credits.keySet()).isEqualTo(sample.credits.keySet());
    credits.forEach(
        (id, credit) ->
            assertThat(credit)
                .usingRecursiveComparison()
                .ignoringFields("target") // not on the topic
                .isEqualTo(sample.credits.get(id)));
  }
}
