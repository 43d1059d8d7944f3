package dev.reinstate.stream.state;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.Forget;
import dev.reinstate.event.Observation;
import dev.reinstate.stream.MemoryOperatorHarness;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.TestJobs;
import dev.reinstate.stream.config.JobSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that wait for the watermark take no more of the heap than a quarter of the cache. */
class WaitingEventsTest {

  /** A quarter of it is 50,000. */
  private static final JobSettings SETTINGS = TestJobs.inline("memory.cache-bytes", "200000");

  @Test
  void anEventCountsWithItsTextsAndItsFeatures() {
    Event small = observation("k", "o", 1);
    assertThat(EventHeapSize.of(new Observation("k", "o", 1, new float[TestJobs.FEATURES + 1000])))
        .isEqualTo(EventHeapSize.of(small) + 4000);
    assertThat(EventHeapSize.of(((Observation) small).withKeys(Map.of("device", "x".repeat(1000)))))
        .isBetween(EventHeapSize.of(small) + 1000, EventHeapSize.of(small) + 1300);
    assertThat(EventHeapSize.of(observation("k", "o" + "é".repeat(8000), 1)))
        .isEqualTo(EventHeapSize.of(small) + 8000);
    assertThat(EventHeapSize.of(observation("k", "o" + "語".repeat(8000), 1)))
        .isEqualTo(EventHeapSize.of(small) + 16_001);
    assertThat(EventHeapSize.of(feedback("k", "f".repeat(5000), "o", 1, 1)))
        .isBetween(5000L, 5400L);
    assertThat(EventHeapSize.of(new Forget("k", null, 1))).isPositive();
  }

  @Test
  void longIdsFillTheRoomSoonerThanShortOnes() throws Exception {
    for (Backend backend : new Backend[] {Backend.HEAP, Backend.ROCKSDB}) {
      try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(SETTINGS, backend)) {
        for (int i = 0; i < 20; i++) {
          operator.push(feedback("k", "f", "o" + i, 100 + i, 1));
        }
        assertThat(operator.waitsInState()).isFalse();
        for (int i = 0; i < 20; i++) {
          operator.push(feedback("k", "f".repeat(4000), "o" + i, 100 + i, 1));
        }
        assertThat(operator.waitsInState()).isTrue();
        operator.watermark(10_000);
        assertThat(operator.stateEntries()).isEmpty();
        assertThat(operator.timers()).isZero();
      }
    }
  }

  @Test
  void whatGoesLeavesItsRoom() throws Exception {
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(SETTINGS, Backend.HEAP)) {
      for (int round = 0; round < 200; round++) {
        for (int i = 20 * round; i < 20 * round + 20; i++) {
          String key = "key-" + i % 7;
          operator.push(observation(key, "o" + i, i), feedback(key, "f", "o" + i, i, 1));
        }
        assertThat(operator.waitsInState()).as("round %d", round).isFalse();
        if (round % 4 == 3) {
          // writes to state what it leaves of the key
          operator.push(new Forget("key-0", "o" + 20 * round, 20 * round));
        }
        operator.watermark(20 * round + 20);
        operator.forget();
      }
    }
  }
}
