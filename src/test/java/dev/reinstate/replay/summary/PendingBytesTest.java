package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.generate.Dataset;
import dev.reinstate.recording.generate.DriftGenerator;
import dev.reinstate.replay.PlainEngine;
import dev.reinstate.state.HeapState;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import dev.reinstate.training.InitialModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for feedback costs the same however long it waits. */
class PendingBytesTest {

  private static final int K = 4;

  @TempDir Path temp;

  private Recording recording(int delay) {
    Path folder = temp.resolve("delay-" + delay);
    // at the end all memories that are read have ids of four digits
    new DriftGenerator(Dataset.DIGITS.read(), delay, 8_000, 1).generate(folder, written -> {});
    return Recording.open(folder);
  }

  private static double bytes(Recording recording, String... more) {
    Map<String, String> settings =
        JobFile.with(
            Map.of(
                "observation.size", "64",
                "prediction.target", "class",
                "prediction.classes", "10",
                "memory.capacity", "20",
                "memory.k", Integer.toString(K),
                "memory.refresh", "none",
                "network.code.kind", "autoencoder",
                "credit.mode", "frozen"),
            List.of(more));
    return new PlainEngine(SettingsReader.read(settings).learner(), InitialModel.SEEDED)
        .replay("run", recording, done -> {})
        .build()
        .bytesPerPending();
  }

  @Test
  void theDelayDoesNotCount() {
    assertThat(bytes(recording(1_000))).isEqualTo(bytes(recording(10)));
  }

  @Test
  void aLongerCodeIsALongerPending() {
    Recording recording = recording(10);

    assertThat(bytes(recording, "network.code.size=24")).isEqualTo(bytes(recording) + 24 - 16);
  }

  @Test
  void nothingThatWaitsIsNull() {
    PendingBytes bytes = new PendingBytes(new HeapState());
    bytes.sample(List.of());
    bytes.sample(List.of(new Observation("a", "unknown", 0, new float[1])));
    assertThat(bytes.mean()).isNull();
  }
}
