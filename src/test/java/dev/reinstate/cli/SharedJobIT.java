package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.PartitionCounts;
import dev.reinstate.stream.JobCounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is deployed keeps its books, whatever is sent to it. */
class SharedJobIT {

  private static final long FLIGHTS = 4000;
  private static final int EVERY = 50;

  @TempDir private Path folder;

  @Test
  void everyEventIsAccountedFor() throws Exception {
    FlightsSample sample =
        new FlightsSample(
            folder.resolve("flights"),
            FLIGHTS,
            // an autoencoder that is no better than the mean will do here
            List.of("training.autoencoder.gate=1.0", "feedback.early-wait=10 min"));
    List<Event> events = new ArrayList<>();
    long duplicateObservations = 0;
    long duplicates = 0;
    long repeated = 0;
    long orphans = 0;
    long late = 0;
    int n = 0;
    for (Event event : sample.events()) {
      events.add(event);
      if (++n % EVERY != 0) {
        continue;
      }
      if (event instanceof Observation) {
        events.add(event);
        duplicateObservations++;
      } else if (event instanceof Feedback f) {
        events.add(f);
        duplicates++;
        events.add(with(f, "second", f.observationId(), f.observationTime()));
        repeated++;
        events.add(with(f, "f", "nobody-" + n, Feedback.UNKNOWN_TIME));
        orphans++;
        events.add(with(f, "f", "long-ago-" + n, 0));
        late++;
      }
    }
    // moves event time on, so that nothing waits for its observation any more
    Feedback last = (Feedback) events.get(events.size() - 1);
    events.add(new Observation(last.key(), "last", last.time() + 86_400_000, new float[25]));
    PartitionCounts ends = PartitionCounts.of(events.iterator(), 2);
    ends.feedback()[0]++;
    try (JobFixture fixture = new JobFixture(folder.resolve("servers"), sample.settings)) {
      fixture.send(events);
      fixture.sendRaw(
          fixture.kafka().topics().feedback(),
          new byte[] {1},
          "no Avro".getBytes(StandardCharsets.UTF_8));
      JobID job = fixture.start(ends, null);
      fixture.awaitEvents(job, events.size());
      fixture.finish(job);
      JobCounts counts = fixture.counts(job);

      long flights = sample.recording.info().observations();
      assertThat(counts.get(Count.OBSERVATIONS)).isEqualTo(flights + duplicateObservations + 1);
      assertThat(counts.get(Count.OBSERVATIONS_DUPLICATE)).isEqualTo(duplicateObservations);
      assertThat(fixture.predictions()).hasSize((int) flights + 1);
      assertThat(counts.get(Count.MATCHED)).isEqualTo(flights + repeated);
      assertThat(counts.get(Count.REPEATED)).isEqualTo(repeated);
      assertThat(counts.get(Count.DUPLICATE)).isEqualTo(duplicates);
      assertThat(counts.get(Count.LATE)).isEqualTo(late);
      assertThat(counts.get(Count.ORPHAN) + counts.get(Count.HELD)).isEqualTo(orphans);
      assertThat(counts.get(Count.PENDING)).isEqualTo(1);
      assertThat(fixture.credits()).hasSize((int) counts.get(Count.MATCHED));
      assertThat(counts.get(Count.FEEDBACK))
          .isEqualTo(
              counts.get(Count.MATCHED)
                  + counts.get(Count.DUPLICATE)
                  + counts.get(Count.LATE)
                  + counts.get(Count.ORPHAN)
                  + counts.get(Count.CAPPED)
                  + counts.get(Count.HELD));
      assertThat(counts.updates()).isPositive();
      assertThat(counts.learningFrom()).isPositive();

      Map<String, Long> reasons =
          fixture.committed(fixture.kafka().topics().deadLetters()).stream()
              .collect(Collectors.groupingBy(SharedJobIT::reason, Collectors.counting()));
      assertThat(reasons.get("malformed")).isEqualTo(1);
      assertThat(reasons.get("late")).isEqualTo(late);
      assertThat(reasons.getOrDefault("orphan", 0L)).isEqualTo(counts.get(Count.ORPHAN));
    }
  }

  private static Feedback with(Feedback f, String id, String observationId, long observationTime) {
    return new Feedback(
        f.key(), id, observationId, f.time(), observationTime, f.target(), 1, f.origin());
  }

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("reason").value(), StandardCharsets.UTF_8);
  }
}
