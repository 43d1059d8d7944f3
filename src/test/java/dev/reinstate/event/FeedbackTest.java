package dev.reinstate.event;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.learner.TestSettings;
import dev.reinstate.learner.World;
import dev.reinstate.settings.RepeatPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to feedback, row by row; that the books balance is checked after every step. */
class FeedbackTest {

  private final TestSettings settings = new TestSettings();

  private static void assertCounts(World world, Map<Count, Integer> expected) {
    expected.forEach(
        (count, value) -> assertThat(world.count(count)).as("%s", count).isEqualTo((long) value));
  }

  @Test
  void feedbackOfAPendingObservationIsMatchedAndMakesAMemory() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0));
    assertCounts(world, Map.of(Count.PENDING, 1, Count.PREDICTIONS, 1));

    world.process(feedback("k", "f", "o", 500, 1));
    assertCounts(world, Map.of(Count.PENDING, 0, Count.MATCHED, 1, Count.EARLY, 0));
    assertThat(world.lastCredit().observationId()).isEqualTo("o");
    assertThat(world.lastCredit().memories()).isEmpty();
    assertThat(world.memory("k").holds(0, "o")).isTrue();
    assertThat(world.memory("k").value(0)).isEqualTo(1);
  }

  @Test
  void theValueIsReadByTheVeryNextEvent() {
    World world = new World(settings.build());
    world.process(
        observation("k", "o", 0), feedback("k", "f", "o", 1, 1), observation("k", "p", 1));
    assertThat(world.lastPrediction().memoryIds()).containsExactly("o");
    assertThat(world.lastPrediction().weights()).containsExactly(1);
    assertThat(world.lastPrediction().output()[1]).isGreaterThan(0.9f);
  }

  @Test
  void anotherKeysMemoriesAreNotRead() {
    World world = new World(settings.build());
    world.process(
        observation("k", "o", 0), feedback("k", "f", "o", 1, 1), observation("l", "p", 1));
    assertThat(world.lastPrediction().memoryIds()).isEmpty();
    assertThat(world.lastPrediction().readable()).isZero();
  }

  @Test
  void pendingMemoriesAreNotReadAndUseNoCapacity() {
    settings.capacity = 2;
    settings.k = 2;
    World world = new World(settings.build());
    world.process(pairs("k", 0, 2));
    for (int i = 10; i < 20; i++) {
      world.process(observation("k", "o" + i, 100));
      assertThat(world.lastPrediction().memoryIds()).containsExactlyInAnyOrder("o0", "o1");
      assertThat(world.lastPrediction().readable()).isEqualTo(2);
    }
    assertCounts(world, Map.of(Count.PENDING, 10, Count.EVICTED, 0));
  }

  @Test
  void feedbackBeforeItsObservationIsHeldAndMatchedWhenItComes() {
    World world = new World(settings.build());
    world.process(feedback("k", "f", "o", 100, 1), feedback("k", "f", "o", 100, 1));
    assertCounts(world, Map.of(Count.HELD, 1, Count.MATCHED, 0, Count.DUPLICATE, 1));

    world.process(observation("k", "o", 260));
    assertCounts(world, Map.of(Count.HELD, 0, Count.MATCHED, 1, Count.EARLY, 1, Count.PENDING, 0));
    world.process(observation("k", "p", 260));
    assertThat(world.lastPrediction().memoryIds()).containsExactly("o");
  }

  @Test
  void noMoreFeedbackIsHeldForAnObservationThanOneMayHave() {
    settings.maxPerObservation = 3;
    World world = new World(settings.build());
    for (int i = 0; i < 10; i++) {
      world.process(feedback("k", "f" + i, "null", 100 + i, 1));
    }
    world.process(feedback("k", "f0", "null", 110, 1), feedback("k", "f", "another", 110, 1));
    assertCounts(world, Map.of(Count.HELD, 4, Count.CAPPED, 7, Count.DUPLICATE, 1));
    assertThat(world.out.rejected)
        .hasSize(7)
        .startsWith(
            "CAPPED f3: observation 'null' of this key has had feedback.max-per-observation (3)"
                + " feedbacks");

    world.process(observation("k", "null", 120));
    assertCounts(world, Map.of(Count.HELD, 1, Count.EARLY, 3, Count.MATCHED, 3, Count.CAPPED, 7));
    world.process(feedback("k", "f9", "null", 130, 1));
    assertCounts(world, Map.of(Count.HELD, 1, Count.MATCHED, 3, Count.CAPPED, 8));
  }

  @Test
  void noMoreFeedbackIsMatchedToAnObservationThanItMayHave() {
    settings.maxPerObservation = 2;
    settings.target = Target.VALUE;
    settings.repeat = RepeatPolicy.ACCUMULATE;
    World world = new World(settings.build());
    world.process(observation("k", "o", 0));
    for (int i = 0; i < 5; i++) {
      world.process(feedback("k", "f" + i, "o", 10 + i, 1), feedback("k", "f0", "o", 20, 1));
    }
    assertCounts(world, Map.of(Count.MATCHED, 2, Count.CAPPED, 3, Count.DUPLICATE, 5));
    assertThat(world.memory("k").value(0)).isEqualTo(2);
  }

  @Test
  void heldFeedbackIsReleasedInTheOrderOfEvents() {
    World world = new World(settings.build());
    world.process(
        feedback("k", "second", "o", 20, 1),
        feedback("k", "first", "o", 10, 0),
        observation("k", "o", 30));
    assertThat(world.out.credits.stream().map(Credit::feedbackId))
        .containsExactly("first", "second");
    assertCounts(world, Map.of(Count.EARLY, 2, Count.REPEATED, 1));
    assertThat(world.memory("k").value(0)).isEqualTo(1);
  }

  @Test
  void feedbackWhoseObservationDoesNotComeInTimeIsAnOrphan() {
    World world = new World(settings.build());
    world.process(feedback("k", "f", "o", 100, 1));
    world.advanceTo(259);
    assertCounts(world, Map.of(Count.HELD, 1));
    world.advanceTo(300);
    assertCounts(world, Map.of(Count.HELD, 0, Count.ORPHAN, 1));
    assertThat(world.out.rejected)
        .containsExactly(
            "ORPHAN f: no observation 'o' of this key came within feedback.early-wait (160 ms)");
    assertThat(world.state.size()).isZero();
  }

  @Test
  void anObservationAfterTheEarlyWaitDoesNotTakeHeldFeedback() {
    World world = new World(settings.build());
    world.process(feedback("k", "f", "o", 100, 1), observation("k", "o", 261));
    assertCounts(world, Map.of(Count.HELD, 0, Count.ORPHAN, 1, Count.MATCHED, 0, Count.PENDING, 1));
  }

  @Test
  void heldFeedbackFromAfterTheHorizonOfItsObservationIsLate() {
    World world = new World(settings.build());
    // in the order of arrival an old observation may come after its feedback
    world.process(feedback("k", "f", "o", 5_000, 1), observation("k", "o", 3_399));
    assertCounts(world, Map.of(Count.HELD, 0, Count.LATE, 1, Count.MATCHED, 0, Count.EARLY, 0));
  }

  @Test
  void aFeedbackIdThatWasSeenIsDropped() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 10, 1));
    world.process(feedback("k", "f", "o", 20, 0));
    assertCounts(world, Map.of(Count.MATCHED, 1, Count.DUPLICATE, 1, Count.REPEATED, 0));
    assertThat(world.memory("k").value(0)).isEqualTo(1);
  }

  @Test
  void theSameFeedbackIdForAnotherObservationIsNoDuplicate() {
    World world = new World(settings.build());
    world.process(
        observation("k", "o", 0),
        observation("k", "p", 0),
        feedback("k", "f", "o", 10, 1),
        feedback("k", "f", "p", 10, 1));
    assertCounts(world, Map.of(Count.MATCHED, 2, Count.DUPLICATE, 0));
  }

  @Test
  void otherFeedbackReplacesTheValueAndIsCreditedAgain() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 10, 1));
    world.process(feedback("k", "g", "o", 20, 0));
    assertCounts(world, Map.of(Count.MATCHED, 2, Count.REPEATED, 1));
    assertThat(world.lastCredit().feedbackId()).isEqualTo("g");
    assertThat(world.lastCredit().target()).isZero();
    world.process(observation("k", "p", 30));
    assertThat(world.lastPrediction().memoryIds()).containsExactly("o");
    assertThat(world.lastPrediction().output()[0]).isGreaterThan(0.9f);
    assertThat(world.learner.snapshot().groups().get(0).known()).containsExactly(1, 0);
  }

  @Test
  void otherFeedbackIsIgnoredWhereThatIsSet() {
    settings.repeat = RepeatPolicy.IGNORE;
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 10, 1));
    world.process(feedback("k", "g", "o", 20, 0));
    assertCounts(world, Map.of(Count.MATCHED, 1, Count.IGNORED, 1, Count.REPEATED, 0));
    assertThat(world.memory("k").value(0)).isEqualTo(1);
  }

  @Test
  void feedbackAfterTheHorizonIsLateWhileTheTraceTells() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 50), observation("k", "p", 51));
    world.process(feedback("k", "f", "o", 1_650, 1), feedback("k", "g", "p", 1_652, 1));
    assertCounts(world, Map.of(Count.MATCHED, 1, Count.LATE, 1));
    assertThat(world.out.rejected)
        .containsExactly(
            "LATE g: feedback came more than feedback.horizon (1600 ms) after its observation");
  }

  @Test
  void feedbackAtTheHorizonIsMatched() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 1_600, 1));
    assertCounts(world, Map.of(Count.MATCHED, 1));
  }

  @Test
  void feedbackAfterTheHorizonIsLateWhereItsObservationTimeTells() {
    World world = new World(settings.build());
    world.process(
        new Feedback("k", "f", "o", 5_000, 3_399, 1, 1, Feedback.Origin.NONE),
        new Feedback("k", "g", "o", 5_000, 3_400, 1, 1, Feedback.Origin.NONE));
    assertCounts(world, Map.of(Count.LATE, 1, Count.HELD, 1));
  }

  @Test
  void feedbackLongAfterTheHorizonIsAnOrphanWhereNothingTells() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0));
    world.process(feedback("k", "f", "o", 9_000, 1));
    world.advanceTo(World.END);
    assertCounts(world, Map.of(Count.ORPHAN, 1, Count.LATE, 0, Count.PENDING, 0));
  }

  @Test
  void anObservationIdThatWasSeenIsDropped() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), observation("k", "o", 7));
    world.process(feedback("k", "f", "o", 10, 1), observation("k", "o", 20));
    assertCounts(
        world, Map.of(Count.OBSERVATIONS, 3, Count.OBSERVATIONS_DUPLICATE, 2, Count.PENDING, 0));
    assertThat(world.out.predictions).hasSize(1);
    assertThat(world.memory("k").size()).isEqualTo(1);
  }

  @Test
  void anObservationIdMayComeAgainAfterTheHorizon() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), observation("k", "o", 1_601));
    assertCounts(world, Map.of(Count.OBSERVATIONS_DUPLICATE, 0, Count.PENDING, 1));
    world.process(feedback("k", "f", "o", 1_700, 1));
    assertCounts(world, Map.of(Count.MATCHED, 1, Count.PENDING, 0));
  }

  @Test
  void anEvictedMemoryIsCreditedAndMarked() {
    settings.capacity = 2;
    settings.k = 2;
    World world = new World(settings.build());
    world.process(pairs("k", 0, 2));
    world.process(observation("k", "late", 30));
    world.process(pairs("k", 10, 11));
    world.process(feedback("k", "f", "late", 200, 1));

    Credit credit = world.lastCredit();
    assertThat(credit.memories()).hasSize(2);
    double sum = 0;
    for (Credit.MemoryCredit memory : credit.memories()) {
      boolean evicted = memory.memoryId().equals("o0");
      assertThat(memory.evicted()).isEqualTo(evicted);
      assertThat(memory.credit()).isNotZero();
      assertThat(Float.isNaN(memory.reinstatementError())).isEqualTo(evicted);
      sum += memory.credit();
    }
    assertThat(sum).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-6));
    // one of the read, and two that made room
    assertCounts(world, Map.of(Count.CREDITS_LOST_TO_EVICTION, 1, Count.EVICTED, 2));
  }

  @Test
  void accumulatedRewardsAddUpAndTheirSumIsCredited() {
    settings.target = Target.REWARD;
    settings.repeat = RepeatPolicy.ACCUMULATE;
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), feedback("k", "f", "o", 1, 2));
    world.process(feedback("k", "g", "o", 2, -5), feedback("k", "g", "o", 3, -5));
    assertCounts(world, Map.of(Count.MATCHED, 2, Count.REPEATED, 1, Count.DUPLICATE, 1));
    assertThat(world.memory("k").value(0)).isEqualTo(-3);
    assertThat(world.lastCredit().target()).isEqualTo(-3);
    world.state.select("k");
    assertThat(world.state.header().known.sums()).containsExactly(1, 0);
  }
}
