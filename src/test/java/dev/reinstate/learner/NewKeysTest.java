package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Event;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.settings.CodeKind;
import dev.reinstate.settings.FeatureSettings;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.MissingFeatures;
import dev.reinstate.settings.ReadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What features say of all keys is learned and known where each key comes once. */
class NewKeysTest {

  private static final int PAIRS = 600;

  private final Random random = new Random(5);
  private final List<Integer> targets = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "FROZEN")
  void anObservationThatReadNothingTeachesTheCombination(CreditMode mode) {
    TestSettings settings = new TestSettings();
    settings.features = new FeatureSettings(true, MissingFeatures.MEAN, new int[0]);
    settings.mode = mode;
    settings.codeKind = CodeKind.DIRECT;
    settings.gate = 1;
    settings.reads =
        new ReadSettings(
            2,
            true,
            0.3,
            1_000,
            false,
            HeadCombination.LINEAR,
            new int[] {0, 1, 2, 3},
            true,
            false,
            false);
    World world = new World(settings.build());
    world.process(events());

    assertThat(world.out.credits).hasSize(PAIRS).allMatch(credit -> credit.memories().isEmpty());
    int right = 0;
    for (int i = PAIRS / 2; i < PAIRS; i++) {
      Prediction prediction = world.out.predictions.get(i);
      right += prediction.output()[1] > 0.5 == (targets.get(i) == 1) ? 1 : 0;
    }
    assertThat((double) right / (PAIRS / 2)).isGreaterThan(0.9);
  }

  private List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      float[] features = new float[4];
      for (int j = 0; j < features.length; j++) {
        features[j] = (float) random.nextGaussian();
      }
      targets.add(features[0] > features[1] ? 1 : 0);
      String key = "new-" + i;
      events.add(new Observation(key, "o", i * 10L, features));
      events.add(World.feedback(key, "f", "o", i * 10L + 5, targets.get(i)));
    }
    return events;
  }
}
