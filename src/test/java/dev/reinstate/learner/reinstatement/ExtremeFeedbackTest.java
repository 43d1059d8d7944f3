package dev.reinstate.learner.reinstatement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.learner.MicroBatchTest;
import dev.reinstate.learner.RandomStream;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.settings.HeadCombination;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.settings.ReadSettings;
import dev.reinstate.settings.RehearsalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One extreme target, weight or observation costs itself only. */
class ExtremeFeedbackTest {

  private static final float[] FEATURES = {
    0, -0f, 1, -1, 2.5f, 1e-20f, Float.MIN_VALUE, 1e6f, -1e15f, 1e25f, 3e38f, -Float.MAX_VALUE
  };

  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    -1,
    0.3,
    Double.MIN_VALUE,
    1e-20,
    1e6,
    -1e9,
    Target.MAX_MAGNITUDE,
    -Target.MAX_MAGNITUDE
  };

  private static final float[] WEIGHTS = {0, Float.MIN_VALUE, 0.5f, 1, 1, 1e6f, 1e12f, 1e15f};

  private static TestSettings settings(Target target) {
    TestSettings settings = new TestSettings();
    settings.target = target;
    settings.capacity = 200;
    settings.k = 16;
    settings.batch = 16;
    settings.horizon = 1_000_000;
    settings.expireAfter = 1_000_000;
    settings.reads =
        new ReadSettings(
            2, true, 0.5, 100, true, HeadCombination.LINEAR, new int[] {0, 1}, false, false, false);
    return settings;
  }

  private static Feedback weighing(Feedback feedback, float weight) {
    return new Feedback(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        feedback.time(),
        feedback.observationTime(),
        feedback.target(),
        weight,
        feedback.origin());
  }

  private static List<Event> withWeight(List<Event> events, int index, float weight) {
    List<Event> changed = new ArrayList<>(events);
    changed.set(index, weighing((Feedback) events.get(index), weight));
    return changed;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16})
  void anExtremeWeightIsAsGoodAsNone(int rehearsed) {
    TestSettings settings = settings(Target.CLASS);
    settings.rehearsal = new RehearsalSettings(rehearsed, 1_000_000, 1 << 20, 0);
    List<Event> events = World.pairs("k", 0, 300);
    World none = new World(settings.build());
    none.process(withWeight(events, 401, 0));
    World extreme = new World(settings.build());
    extreme.process(withWeight(events, 401, 1e15f));

    assertThat(extreme.model.learned()).containsExactly(none.model.learned());
    assertThat(extreme.out.predictionBits()).isEqualTo(none.out.predictionBits());
    assertThat(extreme.count(Count.GRADIENTS_DROPPED)).isOne();
    assertThat(none.count(Count.GRADIENTS_DROPPED)).isZero();
    assertThat(extreme.out.dropped).containsExactly("GRADIENTS_DROPPED o200");
    assertThat(extreme.out.credits).hasSameSizeAs(none.out.credits);
    assertThat(extreme.trainer.skipped()).isZero();
  }

  @Test
  void anExtremeTargetIsRememberedAsLess() {
    World world = new World(settings(Target.VALUE).build());
    List<Event> events = World.pairs("k", 0, 100);
    events.addAll(World.pair("k", 100, 1_000, 1e15));
    events.addAll(World.pair("k", 101, 1_010, 1));
    world.process(events);

    int slot = world.memory("k").find("o100"::equals, 0);
    assertThat(world.memory("k").value(slot)).isBetween(20.0, 40.0);
    assertThat(world.lastCredit().target()).isEqualTo(1);
    assertThat(Math.abs(world.lastPrediction().output()[0])).isLessThan(40);
    assertThat(world.count(Count.TARGETS_LIMITED)).isOne();
    assertThat(world.count(Count.GRADIENTS_DROPPED)).isOne();
    assertThat(world.out.dropped).containsExactly("TARGETS_LIMITED o100", "GRADIENTS_DROPPED o100");
  }

  /** What was added to the mean of all values is what a correction takes from it. */
  @Test
  void anExtremeTargetCanBeCorrected() {
    TestSettings settings = settings(Target.VALUE);
    World world = new World(settings.build());
    List<Event> events = World.pairs("k", 0, 100);
    events.addAll(World.pair("k", 100, 1_000, 1e15));
    events.add(World.feedback("k", "again", "o100", 1_010, 1));
    world.process(events);
    World clean = new World(settings.build());
    List<Event> cleanEvents = World.pairs("k", 0, 100);
    cleanEvents.addAll(World.pair("k", 100, 1_000, 1));
    clean.process(cleanEvents);

    world.state.select("k");
    clean.state.select("k");
    assertThat(world.state.header().known.sums()[0]).isEqualTo(101);
    assertThat(world.state.header().known.sums()[1])
        .isCloseTo(clean.state.header().known.sums()[1], Offset.offset(1e-9));
  }

  private enum Extreme {
    TARGET,
    WEIGHT,
    OBSERVATION
  }

  /** Two keys; the value of an observation is a product of two of its features. */
  private static double lastErrors(Extreme extreme) {
    int count = 4_000;
    Random random = new Random(11);
    World world = new World(settings(Target.VALUE).build());
    double error = 0;
    for (int i = 0; i < count; i++) {
      float[] x = new float[4];
      for (int j = 0; j < x.length; j++) {
        x[j] = (float) random.nextGaussian();
      }
      double y = x[0] * x[1];
      boolean now = i == count / 2;
      if (now && extreme == Extreme.OBSERVATION) {
        x[2] = 3e38f;
      }
      String key = "k" + i % 2;
      Feedback said =
          World.feedback(
              key, "f", "o" + i, 10L * i + 5, now && extreme == Extreme.TARGET ? 1e15 : y);
      world.process(
          new Observation(key, "o" + i, 10L * i, x),
          now && extreme == Extreme.WEIGHT ? weighing(said, 1e15f) : said);
      if (i >= count * 4 / 5) {
        error += Math.abs(world.lastPrediction().output()[0] - y);
      }
    }
    return error / (count / 5);
  }

  @ParameterizedTest
  @EnumSource
  void othersAreLearnedAsIfItHadNotBeen(Extreme extreme) {
    assertThat(lastErrors(extreme)).isLessThan(1.25 * lastErrors(null));
  }

  @Property(tries = 300, seed = "73")
  void whatMayComeInLeavesEverythingFinite(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    LearnerSettings settings = MicroBatchTest.settings(random);
    Target target = settings.prediction().target();
    double share = random.nextDouble();
    List<Event> events = new ArrayList<>();
    for (Event event : RandomStream.of(seed, 100)) {
      events.add(made(event, target, share, random));
    }
    World world = new World(settings);
    world.process(events);
    world.advanceTo(World.END);

    for (Prediction prediction : world.out.predictions) {
      assertThat(prediction.output()).as("%s", prediction).satisfies(this::assertFinite);
      assertFinite(prediction.weights());
    }
    for (Credit credit : world.out.credits) {
      assertThat(credit.loss()).as("%s", credit).isFinite();
      for (Credit.MemoryCredit memory : credit.memories()) {
        assertThat(memory.credit()).as("%s", credit).isFinite();
        assertThat(memory.leaveOneOut()).as("%s", credit).isFinite();
        assertThat(memory.gradientNorm()).as("%s", credit).isFinite();
      }
    }
    assertFinite(world.model.learned());
    assertFinite(world.trainer.standardiserParameters());
    if (world.trainer.hasAutoencoder()) {
      assertFinite(world.trainer.autoencoderParameters());
    }
    assertThat(world.trainer.skipped()).isZero();
  }

  private void assertFinite(float[] numbers) {
    for (float number : numbers) {
      assertThat(number).isFinite();
    }
  }

  /** The event with numbers of any size, as often as the share says. */
  private static Event made(Event event, Target target, double share, Random random) {
    if (random.nextDouble() > share) {
      return event;
    }
    if (event instanceof Observation observation) {
      float[] features = observation.features().clone();
      for (int i = 0; i < features.length; i++) {
        if (random.nextBoolean()) {
          features[i] = FEATURES[random.nextInt(FEATURES.length)];
        }
      }
      return new Observation(
          observation.key(), observation.observationId(), observation.time(), features);
    }
    Feedback feedback = (Feedback) event;
    double said =
        target == Target.CLASS ? feedback.target() : NUMBERS[random.nextInt(NUMBERS.length)];
    return weighing(feedback.withTarget(said), WEIGHTS[random.nextInt(WEIGHTS.length)]);
  }
}
