package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.Prediction;
import dev.reinstate.event.Rejection;
import dev.reinstate.learner.Learner;
import dev.reinstate.learner.reinstatement.MemoryDecoder;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.file.RecordingException;
import dev.reinstate.recording.generate.Dataset;
import dev.reinstate.recording.generate.DriftGenerator;
import dev.reinstate.replay.summary.Cost;
import dev.reinstate.replay.summary.RunSummary;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.training.InitialModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and scoring have threads of their own, and it does not show. */
class PlainEngineTest {

  private static final int OBSERVATIONS = 4_000;
  private static final long MAX_MILLIS = 10_000;

  @TempDir Path folder;
  private Recording recording;

  @BeforeEach
  void generate() {
    new DriftGenerator(Dataset.DIGITS.read(), 50, OBSERVATIONS, 1).generate(folder, written -> {});
    recording = Recording.open(folder);
  }

  @AfterEach
  void noThreadStays() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("replay-")) {
        thread.join(MAX_MILLIS);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private static PlainEngine engine() {
    Map<String, String> settings =
        Map.of(
            "observation.size", "64",
            "prediction.target", "class",
            "prediction.classes", "10",
            "memory.capacity", "20",
            "memory.k", "4",
            "credit.mode", "frozen");
    return new PlainEngine(SettingsReader.read(settings).learner(), InitialModel.SEEDED);
  }

  private RunSummary replay(PlainEngine engine) {
    return engine.replay("run", recording, done -> {}).build();
  }

  @Test
  void everyRunGivesTheSame() {
    RunSummary first = replay(engine());

    assertThat(first.initial().count()).isEqualTo(OBSERVATIONS);
    assertThat(replay(engine()))
        .usingRecursiveComparison()
        .ignoringFields("cost", "seconds", "observationsPerSecond")
        .isEqualTo(first);
  }

  @Test
  void costsOfBothThreadsAreTold() {
    Cost cost = replay(engine()).cost();

    assertThat(cost.cpuMicrosPerEvent()).isPositive();
    assertThat(cost.evaluationCpuMicrosPerEvent()).isPositive();
    assertThat(cost.allocatedBytesPerEvent()).isPositive();
  }

  @Test
  void aReplayThatIsStoppedScoresAllThatWasWorkedOn() {
    AtomicLong worked = new AtomicLong();
    RunSummary run =
        engine()
            .stoppingWhen(() -> worked.get() >= 1_000)
            .replay("run", recording, worked::set)
            .build();

    assertThat(worked.get()).isBetween(1_000L, 2_000L);
    assertThat(run.observations() + run.feedback().sent()).isEqualTo(worked.get());
    assertThat(run.predictions()).isEqualTo(run.observations());
    assertThat(run.initial().count()).isEqualTo(run.feedback().matched());
  }

  @Test
  void aReplayThatIsStoppedBeforeItBeganHasNothing() {
    assertThat(replay(engine().stoppingWhen(() -> true)).observations()).isZero();
  }

  @Test
  void aBrokenRecordingIsSaid() throws IOException {
    Path file = folder.resolve(Recording.OBSERVATIONS);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 1_000, (byte) 0);
    Files.write(file, bytes);

    assertThatThrownBy(() -> replay(engine()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(Recording.OBSERVATIONS);
  }

  @Test
  void whoLooksOnIsCalledOnTheLearnersThreadAndMayEndTheReplay() {
    IllegalStateException enough = new IllegalStateException("enough");
    Set<Thread> threads = new HashSet<>();
    ReplayListener watch =
        new ReplayListener() {
          @Override
          public void arrived(Event event) {
            threads.add(Thread.currentThread());
          }

          @Override
          public void worked(long time, Learner learner, MemoryDecoder memories) {
            threads.add(Thread.currentThread());
          }

          @Override
          public void prediction(Prediction prediction) {
            threads.add(Thread.currentThread());
          }

          @Override
          public void credit(Credit credit) {
            if (credit.observationId().equals("1000")) {
              throw enough;
            }
          }

          @Override
          public void rejected(Event event, Rejection reason, String message) {}
        };

    assertThatThrownBy(() -> replay(engine().watchedBy(watch))).isSameAs(enough);
    assertThat(threads).containsExactly(Thread.currentThread());
  }
}
