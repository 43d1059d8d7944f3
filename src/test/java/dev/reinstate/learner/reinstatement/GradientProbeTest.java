package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.gradient.CreditMode;
import dev.reinstate.event.Event;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.memory.Precision;
import dev.reinstate.model.Model;
import dev.reinstate.settings.RefreshPolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradientProbeTest {

  private static final int PAIRS = 12;
  private static final Offset<Double> SAME = Offset.offset(1e-9);
  private static final List<CreditMode> PROBED =
      List.of(
          CreditMode.REINSTATED,
          CreditMode.DIRECT,
          CreditMode.TARGET,
          CreditMode.HYBRID,
          CreditMode.QUERY_ONLY);

  private final TestSettings settings = new TestSettings();
  private final Map<String, float[]> raw = new HashMap<>();
  private int probed;

  GradientProbeTest() {
    settings.autoencoderBatch = 1_000;
    settings.codecAtWrite = false;
    settings.batch = PAIRS;
  }

  /** Learns from the first feedback on. */
  private World world() {
    World world = new World(settings.build());
    float[] autoencoder = new float[world.model.autoencoder().parameterCount()];
    world.model.autoencoder().readParameters(autoencoder);
    world.model.loadAutoencoder(0, autoencoder, true);
    return world;
  }

  private GradientProbe probe(World world, int every) {
    GradientProbe probe =
        new GradientProbe(
            world.settings,
            world.model,
            every,
            (key, id) -> {
              probed++;
              return raw.get(key + " " + id);
            });
    world.learner.probe(probe);
    return probe;
  }

  private List<Event> pairs(int count) {
    List<Event> events = World.pairs("k", 0, count);
    for (Event event : events) {
      if (event instanceof Observation observation) {
        raw.put("k " + observation.observationId(), observation.features());
      }
    }
    return events;
  }

  /** What a learner of a mode adds up before its first step. */
  private float[] gradient(CreditMode mode) {
    CreditMode before = settings.mode;
    settings.mode = mode;
    settings.batch = 1_000;
    World world = world();
    world.process(pairs(PAIRS));
    settings.mode = before;
    settings.batch = PAIRS;
    assertThat(world.trainer.embeddingSum().count()).isEqualTo(PAIRS);
    return world.trainer.embeddingSum().sum();
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }

  /** A learner without codes has its observations coded anew, here by the same autoencoder. */
  @ParameterizedTest
  @EnumSource(names = {"REINSTATED", "HYBRID", "EXACT"})
  void itsGradientsAreThoseThatLearnersOfTheModesAddUp(CreditMode own) {
    settings.mode = own;
    World world = world();
    GradientProbe probe = probe(world, 1);
    world.process(pairs(PAIRS));
    assertThat(world.model.version()).isEqualTo(1);

    float[] exact = gradient(CreditMode.EXACT);
    assertThat(probe.cosines().keySet()).containsExactlyElementsOf(PROBED);
    probe
        .cosines()
        .forEach(
            (mode, cosine) ->
                assertThat(cosine).as(mode.label()).isCloseTo(cosine(gradient(mode), exact), SAME));
    assertThat(probe.cosines().get(CreditMode.REINSTATED)).isLessThan(0.95);
  }

  @Test
  void aFeedbacksWeightCounts() {
    List<Event> events = pairs(PAIRS);
    events.replaceAll(
        event ->
            event instanceof Feedback f
                ? new Feedback(
                    f.key(),
                    f.feedbackId(),
                    f.observationId(),
                    f.time(),
                    f.observationTime(),
                    f.target(),
                    f.observationId().equals("o11") ? 1_000 : 1,
                    Feedback.Origin.NONE)
                : event);
    World equal = world();
    GradientProbe even = probe(equal, 1);
    equal.process(pairs(PAIRS));
    World weighted = world();
    GradientProbe uneven = probe(weighted, 1);
    weighted.process(events);
    assertThat(uneven.cosines()).isNotEqualTo(even.cosines());
  }

  @Test
  void withACodecThatLosesNothingReinstatedIsExact() {
    settings.codeSize = settings.observationSize;
    settings.codePrecision = Precision.FLOAT32;
    settings.hidden = new int[] {2 * settings.observationSize};
    for (CreditMode mode : List.of(CreditMode.REINSTATED, CreditMode.EXACT)) {
      settings.mode = mode;
      World world = world();
      world.model.loadAutoencoder(0, identity(world.model), true);
      GradientProbe probe = probe(world, 1);
      world.process(pairs(PAIRS));
      assertThat(probe.cosines().get(CreditMode.REINSTATED)).isGreaterThan(0.9999);
      assertThat(probe.cosines().get(CreditMode.QUERY_ONLY)).isLessThan(0.99);
    }
  }

  /** relu(x) and relu(−x) side by side, so small in the code that tanh is linear. */
  private float[] identity(Model model) {
    int n = settings.observationSize;
    float small = 1e-3f;
    float[] parameters = new float[model.autoencoder().parameterCount()];
    int at = 0;
    for (float out : new float[] {small, 1 / small}) {
      // a scale of 1 in, then the difference of the two halves
      float in = 1;
      for (int i = 0; i < n; i++) {
        parameters[at + i * n + i] = in;
        parameters[at + (n + i) * n + i] = -in;
      }
      at += 2 * n * n + 2 * n;
      for (int i = 0; i < n; i++) {
        parameters[at + i * 2 * n + i] = out;
        parameters[at + i * 2 * n + n + i] = -out;
      }
      at += 2 * n * n + n;
    }
    assertThat(at).isEqualTo(parameters.length);
    return parameters;
  }

  @Test
  void probesEveryNthUpdateOnlyAndChangesNothing() {
    List<Event> events = pairs(5 * PAIRS);
    for (CreditMode mode : CreditMode.values()) {
      settings.mode = mode;
      settings.refresh = mode == CreditMode.DIRECT ? RefreshPolicy.NONE : RefreshPolicy.TOUCH;
      World alone = world();
      alone.process(events);
      World other = world();
      GradientProbe probe = probe(other, 2);
      other.process(events);
      assertThat(other.out.predictionBits()).isEqualTo(alone.out.predictionBits());
      assertThat(other.out.credits).isEqualTo(alone.out.credits);
      assertThat(other.trainer.embeddingParameters())
          .containsExactly(alone.trainer.embeddingParameters());
      if (mode == CreditMode.FROZEN) {
        assertThat(probe.cosines().values()).containsOnlyNulls();
      } else {
        assertThat(other.model.version()).isEqualTo(5);
        assertThat(probe.cosines().values()).doesNotContainNull();
      }
    }
  }

  @Test
  void whatIsNotProbedIsNotLookedUp() {
    World world = world();
    GradientProbe probe = probe(world, 3);
    List<Event> events = pairs(4 * PAIRS);
    world.process(events.subList(0, 4 * PAIRS));
    assertThat(world.model.version()).isEqualTo(2);
    assertThat(probed).isZero();
    assertThat(probe.cosines().values()).containsOnlyNulls();

    world.process(events.subList(4 * PAIRS, 6 * PAIRS));
    assertThat(probed).isPositive();
    assertThat(probe.cosines().values()).doesNotContainNull();
    int then = probed;
    world.process(events.subList(6 * PAIRS, 8 * PAIRS));
    assertThat(world.model.version()).isEqualTo(4);
    assertThat(probed).isEqualTo(then);
  }

  @Test
  void givesTheMeanOfTheUpdatesProbed() {
    World one = world();
    GradientProbe first = probe(one, 1);
    one.process(pairs(PAIRS));
    World two = world();
    GradientProbe both = probe(two, 1);
    two.process(pairs(2 * PAIRS));
    World other = world();
    GradientProbe second = probe(other, 2);
    other.process(pairs(2 * PAIRS));
    for (CreditMode mode : PROBED) {
      double mean = (first.cosines().get(mode) + second.cosines().get(mode)) / 2;
      assertThat(both.cosines().get(mode)).isCloseTo(mean, SAME);
    }
    assertThat(first.cosines()).isNotEqualTo(second.cosines());
  }

  @Test
  void anUpdateIsProbedAsAWholeHoweverEventsAreCut() {
    World whole = world();
    GradientProbe probe = probe(whole, 1);
    whole.process(pairs(3 * PAIRS));
    World cut = world();
    GradientProbe cutProbe = probe(cut, 1);
    pairs(3 * PAIRS).forEach(cut::process);
    assertThat(Arrays.toString(cutProbe.cosines().values().toArray()))
        .isEqualTo(Arrays.toString(probe.cosines().values().toArray()));
  }
}
