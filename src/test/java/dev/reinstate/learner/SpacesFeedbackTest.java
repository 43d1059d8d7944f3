package dev.reinstate.learner;

import static dev.reinstate.learner.Payments.credited;
import static dev.reinstate.learner.Payments.payment;
import static dev.reinstate.learner.World.feedback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Credit;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.RepeatPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to feedback, row by row, happens to the memories of all spaces. */
class SpacesFeedbackTest {

  private static final long AFTER = 400;

  private final TestSettings settings = new TestSettings();
  private final Payments payments = Payments.of(8, 4, 1, 2);

  SpacesFeedbackTest() {
    settings.spaces = payments.spaces();
  }

  private World world() {
    return new World(settings.build());
  }

  private static void assertCounts(World world, Map<Count, Integer> expected) {
    expected.forEach(
        (count, value) -> assertThat(world.count(count)).as("%s", count).isEqualTo((long) value));
  }

  /** Of account a and merchant m: the payment is the only memory of each space, with a value. */
  private void assertValue(World world, String id, double value) {
    for (String key :
        List.of(payments.ofAccount("a"), payments.ofMerchant("m"), payments.ofAll("a", id))) {
      assertThat(payments.held(world, key)).containsExactly("a/" + id);
      assertThat(world.memory(key).value(0)).isEqualTo(value);
    }
    assertThat(payments.heldOfAll(world)).hasSize(1);
  }

  /** Classes that are known, under each key. */
  private void assertKnown(World world, String id, double... sums) {
    for (String key :
        List.of(payments.ofAccount("a"), payments.ofMerchant("m"), payments.ofAll("a", id))) {
      world.state.select(key);
      assertThat(world.state.header().known.sums()).containsExactly(sums);
    }
  }

  @Test
  void anObservationThatWasSeenIsDroppedWhateverKeysItHas() {
    World world = world();
    world.process(
        payment("a", "p", 0, "m"),
        payment("a", "p", 1, "n"),
        feedback("a", "f", "p", 2, 1),
        payment("a", "p", 3, ""));
    assertCounts(world, Map.of(Count.OBSERVATIONS_DUPLICATE, 2, Count.MATCHED, 1));
    assertValue(world, "p", 1);
    assertThat(payments.held(world, payments.ofMerchant("n"))).isEmpty();
  }

  @Test
  void afterTheHorizonItIsAnotherOne() {
    World world = world();
    world.process(payment("a", "p", 0, "m"), feedback("a", "f", "p", 1, 1));
    world.process(payment("a", "p", 2_000, "n"), feedback("a", "f", "p", 2_001, 0));
    assertCounts(world, Map.of(Count.OBSERVATIONS_DUPLICATE, 0, Count.MATCHED, 2));
    assertThat(payments.held(world, payments.ofAccount("a"))).containsExactly("a/p", "a/p");
    assertThat(payments.held(world, payments.ofMerchant("m"))).containsExactly("a/p");
    assertThat(payments.held(world, payments.ofMerchant("n"))).containsExactly("a/p");
  }

  @Test
  void feedbackThatWasSeenIsDropped() {
    World world = world();
    world.process(payment("a", "p", 0, "m"), feedback("a", "f", "p", 1, 1));
    world.process(feedback("a", "f", "p", 2, 0));
    assertCounts(world, Map.of(Count.DUPLICATE, 1, Count.MATCHED, 1));
    assertValue(world, "p", 1);
    assertKnown(world, "p", 0, 1);
  }

  @Test
  void feedbackBeforeItsObservationIsHeldAndMatchedWhenItComes() {
    World world = world();
    world.process(feedback("a", "f", "p", 100, 1));
    assertCounts(world, Map.of(Count.HELD, 1, Count.MATCHED, 0));
    world.process(payment("a", "p", 260, "m"));
    assertCounts(world, Map.of(Count.HELD, 0, Count.MATCHED, 1, Count.EARLY, 1));
    assertValue(world, "p", 1);
  }

  @Test
  void feedbackAfterTheHorizonIsLate() {
    World world = world();
    world.process(payment("a", "p", 3, "m"));
    world.process(feedback("a", "f", "p", settings.horizon + 4, 1));
    assertCounts(world, Map.of(Count.LATE, 1, Count.MATCHED, 0));
    assertThat(payments.heldOfAll(world)).isEmpty();
    assertThat(payments.held(world, payments.ofMerchant("m"))).isEmpty();
    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
  }

  /** Its memories are of a merchant, whose key is not that of the feedback. */
  @Test
  void feedbackOfAnotherKeyFindsNoObservation() {
    World world = world();
    world.process(payment("a", "p", 0, "m"));
    world.process(feedback("m", "f", "p", 1, 1));
    assertCounts(world, Map.of(Count.HELD, 1, Count.MATCHED, 0, Count.PENDING, 1));
  }

  @Test
  void anotherFeedbackReplacesTheValue() {
    World world = world();
    world.process(payment("a", "o", 0, "m"), feedback("a", "f", "o", 1, 1));
    world.process(payment("b", "p", 2, "m"));
    world.process(feedback("b", "f", "p", 3, 1));
    world.process(feedback("a", "g", "o", 4, 0));
    assertCounts(world, Map.of(Count.MATCHED, 3, Count.REPEATED, 1));
    assertThat(world.memory(payments.ofAccount("a")).value(0)).isZero();
    assertThat(world.memory(payments.ofMerchant("m")).value(0)).isZero();
    assertThat(world.memory(payments.ofMerchant("m")).value(1)).isOne();
    world.state.select(payments.ofMerchant("m"));
    assertThat(world.state.header().known.sums()).containsExactly(1, 1);

    // what read it before is credited by what is known now
    world.process(feedback("b", "g", "p", 5, 0));
    assertThat(credited(world, "merchant")).containsExactly("o");
    assertThat(world.lastCredit().memories())
        .allMatch(memory -> memory.credit() == 0 && memory.leaveOneOut() > 0);
  }

  @Test
  void rewardsAddUp() {
    settings.target = Target.REWARD;
    settings.repeat = RepeatPolicy.ACCUMULATE;
    World world = world();
    world.process(
        payment("a", "p", 0, "m"),
        feedback("a", "f", "p", 1, 2),
        feedback("a", "g", "p", 2, -5),
        feedback("a", "h", "p", 3, 0.5));
    assertValue(world, "p", -2.5);
    assertThat(world.lastCredit().target()).isEqualTo(-2.5);
  }

  @Test
  void anotherFeedbackIsIgnored() {
    settings.repeat = RepeatPolicy.IGNORE;
    World world = world();
    world.process(
        payment("a", "p", 0, "m"), feedback("a", "f", "p", 1, 1), feedback("a", "g", "p", 2, 0));
    assertCounts(world, Map.of(Count.IGNORED, 1, Count.MATCHED, 1));
    assertValue(world, "p", 1);
  }

  @ParameterizedTest
  @EnumSource(RepeatPolicy.class)
  void theDefaultMakesMemoriesAndFeedbackThatComesLaterReplacesIt(RepeatPolicy repeat) {
    settings.target = Target.REWARD;
    settings.repeat = repeat;
    settings.defaultFeedback = new DefaultFeedbackSettings(AFTER, -1);
    World world = world();
    Observation observation = payment("a", "p", 0, "m");
    DefaultFeedback due = world.settings.feedback().defaultFeedbackFor(observation).orElseThrow();
    world.process(observation, due);
    assertCounts(world, Map.of(Count.DEFAULTED, 1, Count.PENDING, 0));
    assertValue(world, "p", -1);
    world.process(feedback("a", "f", "p", AFTER + 10, 3));
    assertCounts(world, Map.of(Count.MATCHED, 1, Count.REPEATED, 0, Count.IGNORED, 0));
    assertValue(world, "p", 3);
    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
  }

  /** The rate over all keys counts an observation once, however many memories it becomes. */
  @Test
  void theRateOverAllKeysCountsAnObservationOnce() {
    World world = world();
    world.process(payment("a", "p", 0, "m"), feedback("a", "f", "p", 1, 1));
    world.process(payment("b", "q", 2, "n"));
    assertThat(world.learner.snapshot().groups()).isNotEmpty();
    double[] known = new double[2];
    world
        .learner
        .snapshot()
        .groups()
        .forEach(
            group -> {
              for (int c = 0; c < known.length; c++) {
                known[c] += group.known()[c];
              }
            });
    assertThat(known).containsExactly(0, 1);
    world.process(feedback("a", "g", "p", 3, 0));
    assertCounts(world, Map.of(Count.REPEATED, 1, Count.PENDING, 1));
  }

  /** Reads apart from reads: no null slot, and none is lost. */
  @Test
  void creditsOfEachReadSumToZero() {
    World world = world();
    for (int i = 0; i < 12; i++) {
      world.process(
          payment("a" + i % 2, "p" + i, 10L * i, "m"),
          feedback("a" + i % 2, "f", "p" + i, 10L * i + 5, i % 3 == 0 ? 1 : 0));
    }
    for (Credit credit : world.out.credits) {
      for (String read : List.of("account", "merchant", "all")) {
        double sum =
            credit.memories().stream()
                .filter(memory -> memory.read().equals(read))
                .mapToDouble(Credit.MemoryCredit::credit)
                .sum();
        assertThat(sum).isBetween(-1e-6, 1e-6);
      }
    }
    assertThat(world.lastCredit().memories()).anyMatch(memory -> memory.credit() != 0);
    Feedback last = feedback("a0", "g", "p10", 500, 1);
    world.process(last);
    assertThat(world.lastCredit().feedbackId()).isEqualTo("g");
  }
}
