package dev.reinstate.replay.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Observation;
import dev.reinstate.model.Model;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.JobFile;
import dev.reinstate.stream.config.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureFaultTest {

  private final Random random = new Random(1);
  private final LastObservations last = new LastObservations();

  private static FeatureFault of(String kind, LastObservations last) {
    LearnerSettings settings =
        SettingsReader.read(
                JobFile.with(
                    Map.of(),
                    List.of(
                        "observation.size=3",
                        "prediction.target=value",
                        "features.standardise=" + kind.equals("direct"),
                        "network.code.kind=" + kind)))
            .learner();
    try (Model model = new Model(settings)) {
      return FeatureFault.of(settings, model, last);
    }
  }

  private void observe(float a, float b, float c) {
    last.observed(new Observation("a", "1", 0, new float[] {a, b, c}));
  }

  private float some() {
    return (float) random.nextGaussian();
  }

  @Test
  void aFeatureInAFarLargerUnitHasNearlyAllOfTheError() {
    for (int i = 0; i < 100; i++) {
      observe(some(), 1000 * some(), some());
    }
    FeatureFault fault = of("autoencoder", last);
    assertThat(fault.feature()).isEqualTo(1);
    assertThat(fault.share()).isBetween(.999, 1.);
    assertThat(of("direct", last)).isNull();
  }

  @Test
  void equalObservationsNeverTell() {
    for (int i = 0; i < 100; i++) {
      observe(2, 3, 4);
    }
    assertThat(of("autoencoder", last)).isEqualTo(new FeatureFault(null, 0));
  }

  @Test
  void aFewObservationsSayNothing() {
    for (int i = 0; i < 15; i++) {
      observe(some(), some(), some());
    }
    assertThat(of("autoencoder", last)).isNull();
    observe(some(), some(), some());
    assertThat(of("autoencoder", last)).isNotNull();
  }
}
