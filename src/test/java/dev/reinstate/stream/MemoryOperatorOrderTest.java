package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryOperatorOrderTest {

  private static List<String> ids(List<Prediction> predictions) {
    return predictions.stream().map(Prediction::observationId).toList();
  }

  @Nested
  class ByEventTime {

    private final JobSettings settings = TestJobs.inline();

    @ParameterizedTest
    @EnumSource
    void nothingComesOutBeforeTheWatermark(Backend backend) throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
        operator.push(observation("k", "b", 20), observation("k", "a", 10));
        operator.clock(1_000_000);
        operator.watermark(9);
        assertThat(operator.predictions()).isEmpty();
        operator.watermark(10);
        assertThat(ids(operator.predictions())).containsExactly("a");
        operator.watermark(20);
        assertThat(ids(operator.predictions())).containsExactly("a", "b");
      }
    }

    @ParameterizedTest
    @EnumSource
    void waitingEventsSurviveARestart(Backend backend) throws Exception {
      MemoryOperatorHarness before = MemoryOperatorHarness.open(settings, backend);
      before.push(observation("k", "b", 20), observation("j", "a", 20), observation("k", "c", 20));
      try (MemoryOperatorHarness after = before.restart()) {
        after.watermark(20);
        assertThat(ids(after.predictions())).containsExactly("a", "b", "c");
      }
    }

    @Test
    void keysThatAreDueTogetherAreWorkedOnInTheOrderOfTime() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.ROCKSDB)) {
        operator.push(observation("c", "1", 30), observation("a", "3", 20));
        operator.push(observation("b", "2", 20), observation("a", "4", 10));
        operator.watermark(100);
        assertThat(ids(operator.predictions())).containsExactly("4", "3", "2", "1");
      }
    }

    @Test
    void feedbackGoesBeforeAnObservationOfItsTime() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "a", 10), observation("k", "b", 20));
        operator.push(feedback("k", "a", 20, 1));
        operator.watermark(20);
        assertThat(operator.predictions().get(1).memoryIds()).containsExactly("a");
      }
    }

    @Test
    void feedbackBeforeItsObservationAtTheSameTimeIsEarly() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "a", 10), feedback("k", "a", 10, 1));
        operator.watermark(10);
        assertThat(operator.count(Count.EARLY)).isEqualTo(1);
        assertThat(operator.count(Count.MATCHED)).isEqualTo(1);
      }
    }

    @ParameterizedTest
    @EnumSource
    void timeStandsStillWhereNoEventsCome(Backend backend) throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
        operator.push(observation("k", "a", 10), observation("k", "b", 20));
        operator.watermark(10);
        operator.idle();
        assertThat(ids(operator.predictions())).containsExactly("a");
        operator.active();
        operator.push(observation("k", "c", 15));
        operator.watermark(15);
        assertThat(ids(operator.predictions())).containsExactly("a", "c");
        operator.watermark(20);
        assertThat(ids(operator.predictions())).containsExactly("a", "c", "b");
      }
    }

    @ParameterizedTest
    @EnumSource
    void anEventBehindTheWatermarkDoesNotWaitForTheNext(Backend backend) throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
        operator.clock(100);
        operator.watermark(50);
        operator.push(observation("k", "late", 40), observation("k", "on time", 51));
        operator.clock(105);
        assertThat(ids(operator.predictions())).containsExactly("late");
        operator.watermark(51);
        assertThat(ids(operator.predictions())).containsExactly("late", "on time");
      }
    }
  }

  @Nested
  class ByArrival {

    private final JobSettings settings =
        TestJobs.inline("order.by", "arrival", "batch.size", "3", "batch.linger", "7 ms");

    @Test
    void aFullMicroBatchIsWorkedOnAtOnce() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "c", 30), observation("k", "b", 20));
        assertThat(operator.predictions()).isEmpty();
        operator.push(observation("k", "a", 10));
        assertThat(ids(operator.predictions())).containsExactly("c", "b", "a");
      }
    }

    @Test
    void aPartOfAMicroBatchIsWorkedOnAfterTheLinger() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.clock(100);
        operator.push(observation("k", "a", 10));
        operator.clock(104);
        operator.push(observation("k", "b", 10));
        operator.clock(106);
        assertThat(operator.predictions()).isEmpty();
        operator.clock(107);
        assertThat(ids(operator.predictions())).containsExactly("a", "b");
      }
    }

    @Test
    void theLingerBeginsAnewWithEachMicroBatch() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.clock(100);
        operator.push(observation("k", "a", 1), observation("k", "b", 2));
        operator.clock(104);
        operator.push(observation("k", "c", 3), observation("k", "d", 4));
        operator.clock(110);
        assertThat(ids(operator.predictions())).containsExactly("a", "b", "c");
        operator.clock(111);
        assertThat(ids(operator.predictions())).containsExactly("a", "b", "c", "d");
      }
    }

    @Test
    void nothingIsInFlightWhenABarrierPasses() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "a", 10), observation("k", "b", 10));
        operator.snapshot();
        assertThat(ids(operator.predictions())).containsExactly("a", "b");
      }
    }

    /** Of a job that catches up: a source may be read ahead of the other. */
    @ParameterizedTest
    @EnumSource
    void feedbackThatIsReadAheadWaitsForItsObservations(Backend backend) throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
        operator.watermark(1_000);
        for (int i = 0; i < 30; i++) {
          operator.push(feedback("k", "o" + i, 2_000 + 100 * i, 1));
        }
        operator.watermark(1_001);
        assertThat(operator.count(Count.HELD)).isEqualTo(30);
        for (int i = 0; i < 30; i++) {
          operator.push(observation("k", "o" + i, 1_999 + 100 * i));
        }
        operator.watermark(1_002);
        assertThat(operator.count(Count.MATCHED)).isEqualTo(30);
        assertThat(operator.rejected()).isEmpty();
        assertEmptyAfter(operator, 20_000);
      }
    }

    @ParameterizedTest
    @EnumSource
    void anEventAheadOfTheWatermarkLetsNothingOfItsKeyExpire(Backend backend) throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
        operator.push(observation("k", "a", 0), feedback("k", "a", 1, 1));
        operator.push(observation("k", "pending", 2), feedback("k", "held", 3, 1));
        operator.push(observation("k", "ahead", 2 * TestJobs.EXPIRE_AFTER));
        operator.watermark(10);
        assertThat(operator.count(Count.MEMORIES)).isEqualTo(1);
        assertThat(operator.count(Count.PENDING)).isEqualTo(2);
        assertThat(operator.count(Count.HELD)).isEqualTo(1);
        operator.push(feedback("k", "pending", 11, 1));
        operator.watermark(2 * TestJobs.EXPIRE_AFTER);
        assertThat(operator.count(Count.MATCHED)).isEqualTo(2);
        assertThat(operator.count(Count.ORPHAN)).isEqualTo(1);
        assertThat(operator.count(Count.MEMORIES)).isZero();
        assertEmptyAfter(operator, 20_000);
      }
    }

    private void assertEmptyAfter(MemoryOperatorHarness operator, long time) throws Exception {
      operator.watermark(time);
      assertThat(operator.stateEntries()).isEmpty();
      assertThat(operator.timers()).isZero();
    }

    @Test
    void aWatermarkDoesNotOvertakeEvents() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "a", 10));
        operator.watermark(9);
        assertThat(operator.output()).hasSize(2);
        assertThat(ids(operator.predictions())).containsExactly("a");
        assertThat(operator.output().poll()).isNotInstanceOf(Watermark.class);
      }
    }

    @Test
    void theEndOfInputLeavesNothingBehind() throws Exception {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
        operator.push(observation("k", "a", 10));
        operator.end();
        assertThat(ids(operator.predictions())).containsExactly("a");
      }
    }
  }
}
