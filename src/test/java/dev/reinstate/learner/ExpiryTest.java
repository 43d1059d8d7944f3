package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  private final TestSettings settings = new TestSettings();

  @Test
  void aKeyWithNothingLeftClearsAllItsState() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 20));
    world.process(observation("l", "pending", 300), feedback("m", "f", "never", 300, 1));
    assertThat(world.state.size()).isEqualTo(3);

    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.count(Count.HELD)).isZero();
  }

  @Test
  void memoriesAreLetGoAfterTheirTimeGiveOrTakeASixteenth() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 1));
    world.advanceTo(15_999);
    world.process(observation("k", "p", 15_999));
    assertThat(world.lastPrediction().memoryIds()).containsExactly("o0");
    world.process(observation("k", "q", 17_001));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
  }

  @Test
  void statisticsOfValuesAreForgottenWithTheKey() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 1));
    world.process(observation("k", "p", 100));
    world.process(pairs("l", 1, 2));
    world.advanceTo(100_000);
    assertThat(world.state.size()).isZero();

    // one value of each class over all keys, and nothing of this key's own
    world.process(observation("k", "q", 100_000));
    assertThat(world.lastPrediction().output()).containsExactly(0.5f, 0.5f);
  }

  @Test
  void statisticsStayWhileATraceIsLeft() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 1));
    world.process(observation("k", "p", 16_900), observation("k", "q", 17_100));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    assertThat(world.lastPrediction().output()[0]).isGreaterThan(0.5f);
  }

  @Test
  void aFeedbackOlderThanWhatExpiresIsStillMatched() {
    settings.expireAfter = 160;
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 1_000, 1));
    assertThat(world.count(Count.MATCHED)).isEqualTo(1);
    world.process(observation("k", "p", 1_001));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
  }

  @Test
  void anUnaskedWakeChangesNothing() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 3));
    world.learner.wake("k", 40, world.out);
    world.learner.wake("unknown", 40, world.out);
    assertThat(world.state.size()).isEqualTo(1);
    assertThat(world.memory("k").size()).isEqualTo(3);
  }
}
