package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.event.Prediction;
import dev.reinstate.settings.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A prediction knows what feedback had said by then, and nothing else. */
class LeakTest {

  private final TestSettings settings = new TestSettings();

  /** What feedback says after a moment changes nothing that was predicted until then. */
  @Property(tries = 60, seed = "101")
  void futureTargetsDoNotChangePastPredictions(@ForAll @IntRange(max = 99_999) int seed) {
    Random random = new Random(seed);
    List<Event> events = RandomStream.of(seed, 120);
    int now = random.nextInt(events.size());
    List<Event> otherFuture = new ArrayList<>(events);
    for (int i = now; i < events.size(); i++) {
      if (events.get(i) instanceof Feedback f) {
        otherFuture.set(i, feedback(f.key(), f.feedbackId(), f.observationId(), f.time(), 0));
      }
    }
    World world = new World(settings.build());
    world.process(events);
    World other = new World(settings.build());
    other.process(otherFuture);
    int made = (int) events.subList(0, now).stream().filter(Observation.class::isInstance).count();
    int duplicates = duplicates(events.subList(0, now));
    assertThat(other.out.predictionBits().subList(0, made - duplicates))
        .isEqualTo(world.out.predictionBits().subList(0, made - duplicates));
  }

  private int duplicates(List<Event> events) {
    World world = new World(settings.build());
    world.process(events);
    return (int) world.count(EventCounts.Count.OBSERVATIONS_DUPLICATE);
  }

  @Test
  void beforeAnyFeedbackAPredictionIsThePrior() {
    for (Prior prior : Prior.values()) {
      settings.prior = prior;
      World world = new World(settings.build());
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        events.add(observation("k" + i % 2, "o" + i, i));
      }
      for (int i = 0; i < 10; i++) {
        events.add(feedback("k" + i % 2, "f", "o" + i, 10 + i, 1));
      }
      world.process(events);
      for (Prediction prediction : world.out.predictions) {
        assertThat(prediction.output()).containsExactly(0.5f, 0.5f);
        assertThat(prediction.memoryIds()).isEmpty();
        assertThat(prediction.readable()).isZero();
      }
    }
  }

  @Test
  void anotherKeysValuesAreThePriorOfOneThatHasNone() {
    World world = new World(settings.build());
    for (int i = 0; i < 6; i++) {
      world.process(World.pair("k", i, 10L * i, i < 4 ? 1 : 0));
    }
    world.process(observation("new", "o", 100));
    assertThat(world.lastPrediction().output()[1]).isCloseTo(5f / 8, Offset.offset(1e-6f));
    settings.prior = Prior.UNIFORM;
    World uniform = new World(settings.build());
    uniform.process(pairs("k", 0, 3));
    uniform.process(observation("new", "o", 100));
    assertThat(uniform.lastPrediction().output()).containsExactly(0.5f, 0.5f);
  }

  @Test
  void heldFeedbackSaysNothingBeforeItsObservationComes() {
    World world = new World(settings.build());
    world.process(feedback("k", "f", "o", 0, 1), observation("k", "p", 1));
    assertThat(world.lastPrediction().output()).containsExactly(0.5f, 0.5f);
    world.process(observation("k", "o", 2), observation("k", "q", 3));
    assertThat(world.lastPrediction().output()[1]).isGreaterThan(0.9f);
  }

  @Test
  void valuesAndRewardsHavePriorsToo() {
    settings.target = Target.VALUE;
    World values = new World(settings.build());
    values.process(observation("k", "o", 0));
    assertThat(values.lastPrediction().output()).containsExactly(0);
    values.process(feedback("k", "f", "o", 1, 3), observation("new", "o", 2));
    assertThat(values.lastPrediction().output()[0]).isCloseTo(3, Offset.offset(1e-6f));

    settings.target = Target.REWARD;
    World rewards = new World(settings.build());
    rewards.process(observation("k", "o", 0));
    assertThat(rewards.lastPrediction().output()).containsExactly(0.5f);
    rewards.process(feedback("k", "f", "o", 1, 5), observation("new", "o", 2));
    assertThat(rewards.lastPrediction().output()[0]).isCloseTo(2f / 3, Offset.offset(1e-6f));
  }

  @Test
  void aTargetIsNotSeenBeforeItsFeedbackEvenInTheSameMicroBatch() {
    World world = new World(settings.build());
    world.process(
        observation("k", "o", 0),
        observation("k", "before", 10),
        feedback("k", "f", "o", 10, 1),
        observation("k", "after", 10));
    assertThat(world.out.predictions.get(1).memoryIds()).isEmpty();
    assertThat(world.out.predictions.get(1).output()).containsExactly(0.5f, 0.5f);
    assertThat(world.out.predictions.get(2).memoryIds()).containsExactly("o");
  }
}
