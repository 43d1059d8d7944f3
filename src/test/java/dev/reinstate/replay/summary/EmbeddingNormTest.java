package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingNormTest {

  private final LearnerSettings settings =
      SettingsReader.read(
              JobFile.with(
                  Map.of(),
                  List.of(
                      "observation.size=2",
                      "prediction.target=value",
                      "network.embedding.hidden=1",
                      "network.embedding.size=2")))
          .learner();
  private final Model model = new Model(settings);
  private final LastObservations last = new LastObservations();

  @Test
  void isTheLengthOfTheNetworksSums() {
    // h = relu(x1 + 2 x2 + 1); o = (3 h, 4 h): its length is 5 h
    parameters(1, 2, 1, 3, 4, 0, 0);
    observe(1, 0);
    observe(0, 2.5f);

    assertThat(EmbeddingNorm.mean(settings, model, last))
        .isCloseTo(5 * (2 + 6) / 2.0, within(1e-6));
  }

  @Test
  void onlyTheLastObservationsCount() {
    parameters(1, 0, 0, 3, 4, 0, 0);
    observe(1_000_000, 0);
    for (int i = 0; i < 256; i++) {
      observe(i % 2 + 1, 0);
    }

    assertThat(EmbeddingNorm.mean(settings, model, last)).isCloseTo(7.5, within(1e-6));
  }

  @Test
  void thereIsNoneWithoutObservations() {
    assertThat(EmbeddingNorm.mean(settings, model, last)).isNull();
  }

  private void parameters(float... ofTheNetwork) {
    float[] learned = model.learned();
    System.arraycopy(ofTheNetwork, 0, learned, 0, ofTheNetwork.length);
    model.loadEmbedding(1, learned);
  }

  private void observe(float... features) {
    last.observed(new Observation("a", "1", 0, features));
  }
}
