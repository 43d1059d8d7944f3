package dev.reinstate.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.stream.MemoryOperatorHarness;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.TestEvents;
import dev.reinstate.stream.TestJobs;
import dev.reinstate.stream.TestMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlinkStateTest {

  /**
   * Keys of one group of keys, which Flink's state on the heap has in a table of their own; it has
   * begun to grow from 128 places to 256, and grows on with whatever is asked of it.
   */
  private static final List<String> KEYS =
      IntStream.range(0, 20_000)
          .mapToObj(i -> "key-" + i)
          .filter(
              key ->
                  KeyGroupRangeAssignment.assignToKeyGroup(key, TestMetrics.MAX_PARALLELISM) == 3)
          .limit(100)
          .toList();

  @ParameterizedTest
  @EnumSource
  void eachKeyIsGivenOnceWhileItIsReadFrom(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.inline("memory.refresh", "none"), backend)) {
      for (String key : KEYS) {
        operator.push(TestEvents.observation(key, "o", 10));
      }
      operator.watermark(10);
      operator.snapshot();
      FlinkState state = operator.state();
      List<String> given = new ArrayList<>();
      state.keys(
          key -> {
            state.select(key);
            assertThat(state.header()).isNotNull();
            given.add(key);
          });
      assertThat(given).containsExactlyInAnyOrderElementsOf(KEYS);
    }
  }
}
