package dev.reinstate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.cluster.FlinkEngine;
import dev.reinstate.evaluation.ReadContribution;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.stream.OutOfOrderArrival;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.replay.summary.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines give the same, run after run and in whatever order events arrive. */
class EnginesIT {

  private static final int RUNS = 5;
  private static final long DISORDER_MILLIS = 600_000;

  @TempDir private Path folder;
  private FlightsSample sample;

  @BeforeEach
  void record() {
    sample =
        new FlightsSample(
            folder.resolve("flights"),
            1500,
            List.of("order.max-out-of-orderness=10 min", "network.code.size=12"));
  }

  @Test
  void everyRunOfBothEnginesHasTheSameDigest() throws Exception {
    RunSummary expected = plain(null);
    assertThat(expected.updates()).as("learned from").isPositive();
    Map<String, Integer> digests = new HashMap<>();
    for (long order = 0; order < 3; order++) {
      OutOfOrderArrival arrivals =
          order == 0 ? null : new OutOfOrderArrival(order, DISORDER_MILLIS);
      for (int run = 0; run < RUNS; run++) {
        digests.merge(plain(arrivals).digest(), 1, Integer::sum);
        digests.merge(flink(arrivals).digest(), 1, Integer::sum);
      }
    }

    assertThat(digests).containsExactly(Map.entry(expected.digest(), 2 * 3 * RUNS));
  }

  @Test
  void theScoresAreTheSameToo() throws Exception {
    RunSummary plain = plain(null);
    RunSummary flink = flink(new OutOfOrderArrival(7, DISORDER_MILLIS));

    assertThat(flink)
        .usingRecursiveComparison()
        .ignoringFields(
            "bytesPerPending",
            "cost",
            "embeddingNormBeforeNormalisation",
            "learningFrom",
            "name",
            "observationsPerSecond",
            "seconds")
        .isEqualTo(plain);
  }

  @Test
  void withSeveralSpacesTheyAreTheSameToo() throws Exception {
    sample =
        new FlightsSample(
            folder.resolve("spaces"),
            1500,
            List.of(
                "order.max-out-of-orderness=10 min",
                "training.batch=16",
                // so that keys of spaces are woken
                "memory.expire-after=12 h",
                "feedback.horizon=6 h",
                "memory.k=4",
                "spaces.departures.key=origin",
                "spaces.arrivals.key=destination",
                "spaces.routes.key=[origin, destination]",
                "spaces.all.shards=2",
                "spaces.all.sample=.5",
                "reads=departures; departures at destination; arrivals; routes; all"));
    RunSummary plain = plain(null);
    RunSummary flink = flink(new OutOfOrderArrival(7, DISORDER_MILLIS));

    assertThat(plain.updates()).as("learned from").isPositive();
    assertThat(flink.digest()).isEqualTo(plain.digest());
    assertThat(flink.reads())
        .isEqualTo(plain.reads())
        .allSatisfy(read -> assertThat(read.memoriesRead()).isPositive())
        .extracting(ReadContribution::name)
        .containsExactly("departures", "departures at destination", "arrivals", "routes", "all");
  }

  @Test
  void aReplayThatIsStoppedGivesWhatThereIs() throws Exception {
    AtomicLong arrived = new AtomicLong();
    RunSummary run =
        new FlinkEngine(sample.settings)
            .stoppingWhen(() -> arrived.get() >= 500)
            .replay("flink", sample.recording, arrived::set)
            .build();

    assertThat(run.observations() + run.feedback().sent()).isEqualTo(500);
    assertThat(run.predictions()).isEqualTo(run.observations());
    assertThat(run.initial().count()).isEqualTo(run.feedback().matched());
  }

  @Test
  void aRecordingThatIsBrokenIsSaid() throws IOException {
    Path file = sample.recording.folder().resolve("observations.avro");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 2000, 2100, (byte) 0);
    Files.write(file, bytes);

    assertThatThrownBy(
            () ->
                new FlinkEngine(sample.settings)
                    .replay("flink", Recording.open(file.getParent()), events -> {}))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("observations.avro");
  }

  private RunSummary plain(OutOfOrderArrival arrivals) {
    return new PlainEngine(sample.settings.learner(), sample.settings.initialModel())
        .arriving(arrivals)
        .replay("plain", sample.recording, events -> {})
        .build();
  }

  private RunSummary flink(OutOfOrderArrival arrivals) throws Exception {
    return new FlinkEngine(sample.settings)
        .arriving(arrivals)
        .replay("flink", sample.recording, events -> {})
        .build();
  }
}
