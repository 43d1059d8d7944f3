package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the operator applies default feedback. */
class DefaultFeedbackOperatorTest {

  private static final long AFTER = 1000;

  private static JobSettings settings(String order) {
    return TestJobs.inline(
        "order.by", order, "feedback.default-after", "1 s", "feedback.default-target", "2");
  }

  private static MemoryOperatorHarness open(String order) throws Exception {
    return MemoryOperatorHarness.open(settings(order), Backend.HEAP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-time", "arrival"})
  void theDefaultComesWithTheWatermark(String order) throws Exception {
    try (MemoryOperatorHarness operator = open(order)) {
      operator.push(observation("k", "a", 0));
      operator.watermark(AFTER - 1);
      assertThat(operator.count(Count.DEFAULTED)).isZero();
      operator.watermark(AFTER);
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(1);
      assertThat(operator.credits())
          .singleElement()
          .satisfies(c -> assertThat(c.target()).isEqualTo(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-time", "arrival"})
  void anObservationMaySayWhenItIsDue(String order) throws Exception {
    OperatorSubtaskState saved;
    try (MemoryOperatorHarness operator = open(order)) {
      operator.push(
          observation("k", "soon", 0).withFeedbackDue(AFTER / 2),
          observation("k", "never", 0).withFeedbackDue(Long.MAX_VALUE));
      operator.watermark(AFTER / 2 - 1);
      assertThat(operator.count(Count.DEFAULTED)).isZero();
      operator.watermark(AFTER / 2);
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(1);
      saved = operator.snapshot();
    }
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.restore(settings(order), Backend.HEAP, saved)) {
      operator.watermark(TestJobs.HORIZON - 1);
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(1);
      operator.watermark(TestJobs.HORIZON);
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(2);
      operator.watermark(10 * TestJobs.HORIZON);
      assertThat(operator.stateEntries()).isEmpty();
      assertThat(operator.timers()).isZero();
    }
  }

  @Test
  void withoutADefaultItIsOfNoEffectWhenFeedbackIsDue() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.inline("order.by", "event-time"), Backend.HEAP)) {
      operator.push(observation("k", "a", 0).withFeedbackDue(5));
      operator.watermark(AFTER);
      assertThat(operator.count(Count.DEFAULTED)).isZero();
      assertThat(operator.count(Count.PENDING)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"event-time", "arrival"})
  void feedbackInTimeKeepsItAway(String order) throws Exception {
    try (MemoryOperatorHarness operator = open(order)) {
      operator.push(observation("k", "a", 0), feedback("k", "a", AFTER, 1));
      operator.watermark(2 * AFTER);
      assertThat(operator.count(Count.DEFAULTED)).isZero();
      assertThat(operator.count(Count.MATCHED)).isEqualTo(1);
    }
  }

  @Test
  void aDefaultTakesItsTurnAmongTheEventsThatOneWatermarkReleases() throws Exception {
    try (MemoryOperatorHarness operator = open("event-time")) {
      operator.push(
          observation("k", "later", AFTER + 1),
          observation("k", "before", AFTER - 1),
          observation("k", "a", 0));
      operator.watermark(AFTER + 10);
      assertThat(operator.predictions()).extracting(p -> p.readable()).containsExactly(0, 0, 1);
    }
  }

  @Test
  void theEndOfInputIsNoPassingOfTime() throws Exception {
    OperatorSubtaskState saved;
    try (MemoryOperatorHarness operator = open("event-time")) {
      operator.push(observation("k", "a", 0), observation("k", "b", AFTER + 500));
      operator.end();
      assertThat(operator.count(Count.DEFAULTED)).as("that of a, which is before b").isEqualTo(1);
      saved = operator.snapshot();
      assertThat(operator.stateEntries()).contains(entry("waiting", 1));
    }
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.restore(settings("event-time"), Backend.HEAP, saved)) {
      operator.watermark(2 * AFTER + 500);
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(2);
    }
  }

  @Test
  void itGoesWithItsKeyWhereverThatGoes() throws Exception {
    JobSettings shared =
        TestJobs.shared("feedback.default-after", "1 s", "feedback.default-target", "2");
    MemoryOperatorHarness one = MemoryOperatorHarness.open(shared, Backend.HEAP);
    for (int i = 0; i < 20; i++) {
      one.push(observation("k" + i, "a", i));
    }
    one.watermark(100);
    OperatorSubtaskState saved = one.snapshot();
    one.close();
    long applied = 0;
    for (MemoryOperatorHarness subtask :
        MemoryOperatorHarness.rescale(shared, Backend.HEAP, List.of(saved), 2)) {
      try (subtask) {
        subtask.watermark(2 * AFTER);
        assertThat(subtask.credits()).hasSizeBetween(1, 19);
        applied += subtask.count(Count.DEFAULTED);
      }
    }
    assertThat(applied).isEqualTo(20);
  }
}
