package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.replay.summary.RunSummary;
import java.nio.file.Path;
import java.util.List;
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
      fixture.finish(job);

      assertThat(plain.updates()).as("the sample must be learned from").isPositive();
      assertThat(fixture.counts(job).updates()).isEqualTo(plain.updates());
      assertSame(fixture, sample);
    }
  }

  /** Without an end to its sources: a bounded one that is restored never comes to its end. */
  @Test
  void aJobThatGoesOnFromASavepointGivesTheSame() throws Exception {
    FlightsSample sample = sample();
    RunSummary plain = sample.replay();
    List<Event> events = sample.events();
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events.subList(0, events.size() / 2));
      JobID first = fixture.start(null, null);
      fixture.awaitEvents(first, events.size() / 3);
      String savepoint = fixture.stop(first);
      assertThat(savepoint).isNotNull();

      fixture.send(events.subList(events.size() / 2, events.size()));
      fixture.send(FlightsSample.afterwards(events));
      JobID second = fixture.start(null, savepoint);
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
    JobFixture.assertSame(fixture.predictions(), sample.predictions);
    assertThat(fixture.credits()).isEqualTo(sample.credits);
  }
}
