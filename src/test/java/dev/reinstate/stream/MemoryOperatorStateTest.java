package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of keys, for how long, and that nothing stays behind. */
class MemoryOperatorStateTest {

  private static final long LONG_AFTER =
      10 * (TestJobs.HORIZON + TestJobs.EARLY_WAIT + TestJobs.EXPIRE_AFTER);

  private final JobSettings settings = TestJobs.inline();

  private MemoryOperatorHarness open(Backend backend) throws Exception {
    return MemoryOperatorHarness.open(settings, backend);
  }

  @ParameterizedTest
  @EnumSource
  void anEventThatWaitsIsAnEntryAndATimer(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(observation("k", "a", 10), feedback("k", "a", 10, 1), feedback("k", "b", 9, 1));
      assertThat(operator.stateEntries()).containsOnly(entry("waiting", 2));
      assertThat(operator.timers()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPendingObservationIsATraceUntilTheHorizon(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(observation("k", "a", 0));
      operator.watermark(TestJobs.HORIZON - 1);
      assertThat(operator.stateEntries())
          .containsOnly(entry("header", 1), entry("traces", 1), entry("due", 1));
      assertThat(operator.timers()).isEqualTo(1);
      operator.watermark(TestJobs.HORIZON);
      operator.assertNothingIsKept();
      assertThat(operator.count(Count.PENDING)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void feedbackIsHeldForTheEarlyWait(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(feedback("k", "a", 0, 1));
      operator.watermark(TestJobs.EARLY_WAIT - 1);
      assertThat(operator.stateEntries())
          .containsOnly(entry("header", 1), entry("held", 1), entry("due", 1));
      assertThat(operator.rejected()).isEmpty();
      operator.watermark(TestJobs.EARLY_WAIT);
      operator.assertNothingIsKept();
      assertThat(operator.rejected()).hasSize(1);
      assertThat(operator.count(Count.ORPHAN)).isEqualTo(1);
      assertThat(operator.count(Count.HELD)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoriesOutliveTracesUntilTheyExpire(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(observation("k", "a", 0), feedback("k", "a", 5, 1));
      operator.watermark(TestJobs.HORIZON);
      assertThat(operator.stateEntries())
          .containsOnly(entry("header", 1), entry("pages", 1), entry("codes", 1));
      operator.watermark(TestJobs.EXPIRE_AFTER);
      operator.assertNothingIsKept();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneLeapOfTheWatermarkPastEverythingLeavesNothing(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(observation("k", "a", 0), feedback("k", "a", 5, 1), feedback("j", "b", 7, 1));
      operator.push(observation("k", "c", 2000));
      operator.watermark(LONG_AFTER);
      operator.assertNothingIsKept();
      assertThat(operator.rejected()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEventBehindEverythingLeavesNothingAfterTheNextWatermark(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.watermark(LONG_AFTER);
      operator.push(observation("k", "a", 0), feedback("j", "b", 0, 1));
      operator.watermark(LONG_AFTER + 1);
      assertThat(operator.predictions()).hasSize(1);
      assertThat(operator.rejected()).hasSize(1);
      operator.assertNothingIsKept();
    }
  }

  @ParameterizedTest
  @EnumSource
  void feedbackThatIsTurnedAwayLeavesNothing(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(
          new Feedback("k", "f", "a", TestJobs.HORIZON + 1, 0, 1, 1, Feedback.Origin.NONE));
      operator.watermark(TestJobs.HORIZON + 1);
      assertThat(operator.count(Count.LATE)).isEqualTo(1);
      operator.assertNothingIsKept();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfInputIsNoPassingOfTime(Backend backend) throws Exception {
    MemoryOperatorHarness first = open(backend);
    first.push(observation("k", "a", 0), feedback("k", "a", 5, 1), feedback("j", "b", 7, 1));
    first.push(observation("k", "c", 20));
    first.end();
    assertThat(first.predictions()).hasSize(2);
    assertThat(first.credits()).hasSize(1);
    assertThat(first.rejected()).isEmpty();
    assertThat(first.count(Count.HELD)).isEqualTo(1);
    assertThat(first.count(Count.PENDING)).isEqualTo(1);

    try (MemoryOperatorHarness second = first.restart()) {
      assertThat(second.keys()).containsExactly("j", "k");
      second.push(observation("k", "d", 30), observation("j", "b", 40));
      second.watermark(50);
      assertThat(second.predictions()).extracting(Prediction::readable).containsExactly(1, 0);
      assertThat(second.count(Count.EARLY)).isEqualTo(1);
      second.watermark(LONG_AFTER);
      second.assertNothingIsKept();
      assertThat(second.count(Count.PENDING)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void wakeTimersSurviveTheEndOfInput(Backend backend) throws Exception {
    MemoryOperatorHarness first = open(backend);
    first.push(observation("k", "a", 0), feedback("k", "a", 5, 1), feedback("j", "b", 7, 1));
    first.end();
    try (MemoryOperatorHarness second = first.restart()) {
      assertThat(second.timers()).isPositive();
      second.watermark(TestJobs.EARLY_WAIT + 20);
      assertThat(second.rejected()).hasSize(1);
      second.watermark(LONG_AFTER);
      second.assertNothingIsKept();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatWasForgottenBeginsAnew(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      operator.push(observation("k", "a", 0), feedback("k", "a", 5, 1));
      operator.watermark(LONG_AFTER);
      operator.push(observation("k", "a", LONG_AFTER + 1));
      operator.watermark(LONG_AFTER + 1);
      assertThat(operator.predictions()).extracting(Prediction::readable).containsExactly(0, 0);
      assertThat(operator.count(Count.OBSERVATIONS_DUPLICATE)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyHasFewTimersHoweverManyItsEvents(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = open(backend)) {
      for (int i = 0; i < 300; i++) {
        operator.push(observation("k", "o" + i, i), feedback("k", "o" + i, i + 10, 1));
        operator.watermark(i);
      }
      operator.watermark(310);
      assertThat(operator.timers()).isLessThan(10);
    }
  }
}
