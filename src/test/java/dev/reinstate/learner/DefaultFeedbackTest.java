package dev.reinstate.learner;

import static dev.reinstate.learner.World.feedback;
import static dev.reinstate.learner.World.observation;
import static dev.reinstate.learner.World.pairs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.recording.stream.DefaultFeedbackStream;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.RepeatPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code feedback.default-after}: what is applied where no feedback comes. */
class DefaultFeedbackTest {

  private static final long AFTER = 400;

  private final TestSettings settings = new TestSettings();

  DefaultFeedbackTest() {
    settings.defaultFeedback = new DefaultFeedbackSettings(AFTER, 1);
  }

  private static DefaultFeedback defaultFeedback(World world, Observation observation) {
    return world.settings.feedback().defaultFeedbackFor(observation).orElseThrow();
  }

  private World afterDefaultFeedback() {
    World world = new World(settings.build());
    Observation observation = observation("k", "o", 0);
    world.process(observation, defaultFeedback(world, observation));
    return world;
  }

  @Test
  void withoutTheSettingThereIsNone() {
    settings.defaultFeedback = null;
    for (Observation observation :
        List.of(observation("k", "o", 0), observation("k", "o", 0).withFeedbackDue(5))) {
      assertThat(settings.build().feedback().defaultFeedbackFor(observation)).isEmpty();
    }
  }

  @Test
  void anObservationMaySayWhenItIsDue() {
    World world = new World(settings.build());
    for (long due : new long[] {1, AFTER - 1, AFTER + 1, settings.horizon}) {
      Observation observation = observation("k", "o", 100).withFeedbackDue(100 + due);
      assertThat(defaultFeedback(world, observation))
          .isEqualTo(new DefaultFeedback("k", "o", 100 + due));
    }
  }

  /** No feedback counts after it, so that nothing need be waited for; and not until year 9999. */
  @Test
  void whatIsDueAfterTheHorizonIsDueAtTheHorizon() {
    World world = new World(settings.build());
    for (long late : new long[] {1, Long.MAX_VALUE - 100 - settings.horizon}) {
      Observation observation =
          observation("k", "o", 100).withFeedbackDue(100 + settings.horizon + late);
      assertThat(defaultFeedback(world, observation))
          .isEqualTo(new DefaultFeedback("k", "o", 100 + settings.horizon));
    }
  }

  @Test
  void whatSaysThatItIsDueSoonerIsDefaultedSooner() {
    World world = new World(settings.build());
    Observation later = observation("k", "later", 0);
    Observation sooner = observation("k", "sooner", 10).withFeedbackDue(50);
    List<Event> events = new ArrayList<>();
    new DefaultFeedbackStream(
            List.of(later, sooner, observation("k", "last", 60)).iterator(),
            settings.build().feedback())
        .forEachRemaining(events::add);
    world.process(events);
    assertThat(world.count(Count.DEFAULTED)).isOne();
    assertThat(world.lastCredit().observationId()).isEqualTo("sooner");
    assertThat(world.lastCredit().time()).isEqualTo(50);
  }

  @Test
  void aTraceWaitsForWhatIsDueAtItsHorizonToo() {
    settings.defaultFeedback = new DefaultFeedbackSettings(1, 1);
    World world = new World(settings.build());
    Observation observation = observation("k", "o", 0).withFeedbackDue(settings.horizon);
    world.process(
        observation,
        observation("k", "ahead", settings.horizon + 150),
        defaultFeedback(world, observation));
    assertThat(world.count(Count.DEFAULTED)).isOne();
  }

  @Test
  void theDefaultMakesAMemoryAndIsCreditedUnderNoFeedbacksId() {
    World world = afterDefaultFeedback();
    assertThat(world.count(Count.DEFAULTED)).isOne();
    assertThat(world.count(Count.MATCHED)).isZero();
    assertThat(world.count(Count.FEEDBACK)).isZero();
    assertThat(world.count(Count.PENDING)).isZero();
    assertThat(world.memory("k").value(0)).isEqualTo(1);
    assertThat(world.lastCredit().feedbackId()).isEmpty();
    assertThat(world.lastCredit().time()).isEqualTo(AFTER);
  }

  @Test
  void aDefaultIsLearnedFrom() {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 3));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < settings.batch; i++) {
      Observation observation = observation("k", "p" + i, 100 + i);
      events.add(observation);
      events.add(defaultFeedback(world, observation));
    }
    long before = world.trainer.version();
    events.sort(EventOrder.INSTANCE);
    world.process(events);
    assertThat(world.trainer.version()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @EnumSource(RepeatPolicy.class)
  void feedbackThatComesLaterReplacesItAndIsNoRepetition(RepeatPolicy repeat) {
    settings.target = Target.REWARD;
    settings.defaultFeedback = new DefaultFeedbackSettings(AFTER, -1);
    settings.repeat = repeat;
    World world = afterDefaultFeedback();
    assertThat(world.memory("k").value(0)).isEqualTo(-1);

    world.process(feedback("k", "f", "o", AFTER + 10, 3));
    assertThat(world.memory("k").value(0)).isEqualTo(3);
    assertThat(world.count(Count.MATCHED)).isOne();
    assertThat(world.count(Count.REPEATED)).isZero();
    assertThat(world.count(Count.IGNORED)).isZero();
    assertThat(world.lastCredit().target()).isEqualTo(3);
  }

  /** Else what the default stands for would be learned twice, and would seem twice as likely. */
  @ParameterizedTest
  @CsvSource({"1, 1, false", "0, 1, true", "1, 2, true"})
  void feedbackThatConfirmsItIsCreditedAndNotLearnedFromAgain(
      double target, float weight, boolean learned) {
    World world = new World(settings.build());
    world.process(pairs("k", 0, 8));
    Observation observation = observation("k", "o", 1_000);
    world.process(observation, defaultFeedback(world, observation));
    assertThat(world.lastCredit().memories()).anyMatch(memory -> memory.gradientNorm() > 0);
    long credits = world.out.credits.size();

    world.process(weighted(feedback("k", "f", "o", 1_000 + AFTER + 1, target), weight));

    assertThat(world.out.credits).hasSize((int) credits + 1);
    assertThat(world.lastCredit().memories()).isNotEmpty();
    assertThat(world.lastCredit().memories().stream().anyMatch(memory -> memory.gradientNorm() > 0))
        .isEqualTo(learned);
    assertThat(world.count(Count.MATCHED)).isEqualTo(9);
  }

  private static Feedback weighted(Feedback feedback, float weight) {
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

  @Test
  void theRateFollowsTheReplacement() {
    World world = afterDefaultFeedback();
    world.process(feedback("k", "f", "o", AFTER + 10, 0));
    world.state.select("k");
    assertThat(world.state.header().known.sums()).containsExactly(1, 0);
  }

  @Test
  void feedbackAtTheSameTimeComesFirst() {
    World world = new World(settings.build());
    Observation observation = observation("k", "o", 0);
    List<Event> events =
        new ArrayList<>(
            List.of(
                defaultFeedback(world, observation),
                feedback("k", "f", "o", AFTER, 0),
                observation));
    events.sort(EventOrder.INSTANCE);
    world.process(events);
    assertThat(world.count(Count.DEFAULTED)).isZero();
    assertThat(world.count(Count.MATCHED)).isOne();
    assertThat(world.memory("k").value(0)).isZero();
  }

  @Test
  void aSecondOneChangesNothing() {
    World world = afterDefaultFeedback();
    world.process(
        new DefaultFeedback("k", "o", AFTER + 1), new DefaultFeedback("k", "unknown", AFTER + 1));
    assertThat(world.count(Count.DEFAULTED)).isOne();
    assertThat(world.out.credits).hasSize(1);
  }

  @Test
  void thatOfAnOlderObservationOfTheSameIdChangesNothing() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0));
    world.process(observation("k", "o", 5_000));
    world.process(new DefaultFeedback("k", "o", AFTER));
    assertThat(world.count(Count.DEFAULTED)).isZero();
  }

  @Test
  void aTraceWaitsForItWhereItsKeyIsAheadOfTheWatermark() {
    World world = new World(settings.build());
    Observation observation = observation("k", "o", 0);
    world.process(
        observation, observation("k", "ahead", 1_750), defaultFeedback(world, observation));
    assertThat(world.count(Count.DEFAULTED)).isOne();
  }

  /** Found by FollowsTheRulesTest. */
  @Test
  void aTraceThatNoLongerWaitsForItEndsAtItsHorizon() {
    World world = new World(settings.build());
    world.process(observation("k", "o", 0), observation("k", "ahead", 1_750));
    world.process(feedback("k", "f", "o", 1_500, 1));
    assertThat(world.count(Count.MATCHED)).isOne();
    world.process(feedback("k", "g", "o", 1_760, 1));
    assertThat(world.count(Count.LATE)).isZero();
    assertThat(world.count(Count.HELD)).isOne();
  }

  @Test
  void nothingIsLeftInTheEnd() {
    World world = afterDefaultFeedback();
    world.process(observation("k", "never", 10));
    world.advanceTo(World.END);
    assertThat(world.state.size()).isZero();
    assertThat(world.count(Count.PENDING)).isZero();
  }

  @Test
  void aStreamGetsThatOfItsObservationsInOrder() {
    List<Event> events =
        List.of(
            observation("k", "a", 0),
            observation("k", "b", 100),
            feedback("k", "f", "a", AFTER, 1),
            observation("k", "c", AFTER),
            observation("k", "d", AFTER + 100));
    List<Event> all = new ArrayList<>();
    new DefaultFeedbackStream(events.iterator(), settings.build().feedback())
        .forEachRemaining(all::add);
    assertThat(all)
        .containsExactly(
            events.get(0),
            events.get(1),
            events.get(2),
            new DefaultFeedback("k", "a", AFTER),
            events.get(3),
            new DefaultFeedback("k", "b", AFTER + 100),
            events.get(4));
  }

  @Test
  void aStreamThatGoesOnGetsWhatWaited() {
    List<Event> events = List.of(observation("k", "b", 100), observation("k", "c", AFTER + 50));
    List<DefaultFeedback> waiting =
        List.of(
            new DefaultFeedback("k", "later", AFTER + 60), new DefaultFeedback("k", "a", AFTER));
    List<Event> all = new ArrayList<>();
    new DefaultFeedbackStream(events.iterator(), settings.build().feedback(), waiting)
        .forEachRemaining(all::add);
    assertThat(all).containsExactly(events.get(0), waiting.get(1), events.get(1));
  }

  @Test
  void theLimitIsTheHorizon() {
    settings.defaultFeedback = new DefaultFeedbackSettings(settings.horizon, 1);
    World world = afterDefaultFeedback();
    assertThat(world.count(Count.DEFAULTED)).isOne();
    assertThat(Map.of(Count.PENDING, world.count(Count.PENDING))).containsEntry(Count.PENDING, 0L);
  }
}
