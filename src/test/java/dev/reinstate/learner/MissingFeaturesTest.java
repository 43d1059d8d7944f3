package dev.reinstate.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Features that are missing stay so, and nothing that is computed of them is NaN. */
class MissingFeaturesTest {

  private static final int PAIRS = 60;

  static Stream<Arguments> allWays() {
    List<Arguments> ways = new ArrayList<>();
    for (CreditMode mode : CreditMode.values()) {
      for (CodeKind kind : List.of(CodeKind.AUTOENCODER, CodeKind.DIRECT)) {
        // direct codes are of features that are standardised
        boolean direct = kind == CodeKind.DIRECT;
        for (boolean standardise : direct ? new boolean[] {true} : new boolean[] {true, false}) {
          ways.add(Arguments.of(mode, kind, standardise, new int[0]));
          ways.add(Arguments.of(mode, kind, standardise, new int[] {1, 3}));
        }
      }
    }
    return ways.stream();
  }

  @ParameterizedTest
  @MethodSource("allWays")
  void whatGoesOutIsFinite(CreditMode mode, CodeKind kind, boolean standardise, int[] indicators) {
    TestSettings settings = new TestSettings();
    settings.features = new FeatureSettings(standardise, MissingFeatures.MEAN, indicators);
    settings.mode = mode;
    settings.codeKind = kind;
    if (kind == CodeKind.DIRECT) {
      settings.codeSize = settings.observationSize + indicators.length;
      settings.gate = 1;
    }
    settings.autoencoderRehearsal = 1;
    settings.reads =
        new ReadSettings(
            2,
            true,
            0.3,
            1_000,
            true,
            HeadCombination.LINEAR,
            IntStream.range(0, 4).toArray(),
            true,
            true,
            false);
    World world = new World(settings.build());
    world.process(events());

    assertThat(world.count(Count.PREDICTIONS)).isEqualTo(PAIRS);
    assertThat(world.out.credits).hasSize(PAIRS);
    assertThat(world.out.rejected).isEmpty();
    assertThat(world.out.predictions).allMatch(Prediction::isFinite);
    assertThat(world.out.credits).allMatch(Credit::isFinite);
    for (float parameter : world.model.learned()) {
      assertThat(parameter).isFinite();
    }
    assertThat(world.trainer.version() > 0).isEqualTo(mode != CreditMode.FROZEN);
  }

  /** Some lack one feature, some all. */
  private static List<Event> events() {
    Random random = new Random(5);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      float[] features = new float[4];
      for (int j = 0; j < features.length; j++) {
        boolean lacks = j == 1 && i % 3 == 0 || i % 20 == 7;
        features[j] = lacks ? Float.NaN : 100 * j + (float) random.nextGaussian();
      }
      events.add(new Observation("k", "o" + i, 10L * i, features));
      events.add(World.feedback("k", "f" + i, "o" + i, 10L * i + 5, i % 2));
    }
    return events;
  }
}
