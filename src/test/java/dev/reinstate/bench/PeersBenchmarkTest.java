package dev.reinstate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.Recording;
import dev.reinstate.recording.table.BundledFlights;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.JobSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersBenchmarkTest {

  @TempDir Path temp;

  @Test
  void allAreScoredOnTheSameObservationsWithTheSameDelay() {
    Recording recording = BundledFlights.record(temp).first(500);
    JobSettings learning = settings(List.of());
    List<String> progress = new ArrayList<>();

    PeersReport report =
        new PeersBenchmark(recording, progress::add)
            .run(
                learning.learner(),
                settings(List.of("credit.mode=frozen")).learner(),
                learning.initialModel(),
                new Last());

    assertThat(report.recording()).isEqualTo("flights");
    assertThat(report.observations()).isEqualTo(500);
    assertThat(progress).containsExactly("reinstate", "reinstateFrozen", "Test last");
    assertThat(report.moa()).containsOnlyKeys("last");
    for (PeersReport.Result result :
        List.of(report.reinstate(), report.reinstateFrozen(), report.moa().get("last"))) {
      assertThat(result.observationsPerSecond()).isPositive();
      assertThat(result.auc()).isBetween(0.0, 1.0);
      assertThat(result.logLoss()).isPositive();
    }
    // it asks itself what is known when an observation comes; what it may know the replay decides
    assertThat(report.moa().get("last").accuracy()).isEqualTo(Last.right / 500.0).isLessThan(1);
  }

  private static JobSettings settings(List<String> sets) {
    return SettingsReader.read(JobFile.with(JobFile.read(Path.of("jobs/flights.yaml")), sets));
  }

  /** Says the key's last label again, and counts how often that was right. */
  private static final class Last implements Peers {

    private static int right;

    @Override
    public String library() {
      return "Test";
    }

    @Override
    public Map<String, Supplier<Baseline>> learners(Recording recording, LearnerSettings settings) {
      return Map.of("last", LastLabel::new);
    }

    private static final class LastLabel implements Baseline {

      private final Map<String, Integer> last = new HashMap<>();
      private final Map<String, Integer> said = new HashMap<>();

      private LastLabel() {
        right = 0;
      }

      @Override
      public String name() {
        return "last";
      }

      @Override
      public Answer predict(Observation observation) {
        int label = last.getOrDefault(observation.key(), 0);
        said.put(observation.key() + observation.observationId(), label);
        return new Answer(new float[] {1 - label, label}, null);
      }

      @Override
      public void learn(Observation observation, Feedback feedback, float[] seen) {
        int label = (int) feedback.target();
        if (said.remove(observation.key() + observation.observationId()) == label) {
          right++;
        }
        last.put(observation.key(), label);
      }
    }
  }
}
