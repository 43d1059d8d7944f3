package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator keeps after it was asked to forget. */
class ForgetStateTest {

  private static final long NOW = 200;

  private final JobSettings settings =
      TestJobs.inline("feedback.default-after", "1 s", "feedback.default-target", "0");

  /** A key with something in every state, and events that wait. */
  private MemoryOperatorHarness full(Backend backend) throws Exception {
    MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend);
    for (int i = 0; i < 4; i++) {
      operator.push(observation("k", "o" + i, i), feedback("k", "o" + i, i + 50, 1));
    }
    operator.push(observation("k", "pending", 100), feedback("k", "never", 100, 1));
    operator.watermark(NOW);
    operator.push(observation("k", "waits", NOW + 10), feedback("k", "waits", NOW + 20, 1));
    assertThat(operator.stateEntries())
        .containsOnlyKeys("header", "pages", "codes", "traces", "held", "due", "waiting");
    return operator;
  }

  private static Forget key(String key) {
    return new Forget(key, null, 0);
  }

  @ParameterizedTest
  @EnumSource
  void aForgottenKeyLeavesNothing(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = full(backend)) {
      operator.push(key("k"));
      operator.snapshot();
      operator.assertNothingIsKept();
      assertThat(operator.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(4);
      assertThat(operator.count(Count.OBSERVATIONS_FORGOTTEN)).isEqualTo(1);
      assertThat(operator.count(Count.FORGOTTEN)).as("held and waiting").isEqualTo(2);
      assertThat(operator.count(Count.PENDING)).isZero();
      assertThat(operator.count(Count.HELD)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoriesForgottenOneByOneLeaveNothing(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = full(backend)) {
      for (String id : List.of("o0", "o1", "o2", "o3", "pending", "never", "waits")) {
        operator.push(new Forget("k", id, 0));
      }
      operator.snapshot();
      operator.assertNothingIsKept();
      assertThat(operator.count(Count.MEMORIES_FORGOTTEN)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aForgottenKeyLeavesNothingInALaterJob(Backend backend) throws Exception {
    MemoryOperatorHarness before = full(backend);
    try (MemoryOperatorHarness operator = before.restart()) {
      operator.push(key("k"));
      operator.snapshot();
      operator.assertNothingIsKept();
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherKeysKeepWhatTheyHave(Backend backend) throws Exception {
    try (MemoryOperatorHarness operator = full(backend)) {
      operator.push(key("another"));
      operator.push(new Forget("k", "unknown", 0));
      operator.snapshot();
      assertThat(operator.stateEntries())
          .contains(entry("traces", 5), entry("held", 1))
          .containsKeys("pages", "codes", "waiting");
      operator.watermark(NOW + 2 * TestJobs.HORIZON);
      assertThat(operator.count(Count.MATCHED)).isEqualTo(5);
    }
  }

  @Test
  void aForgetAfterACheckpointIsObeyedOnceMoreAfterACrash() throws Exception {
    MemoryOperatorHarness crashed = full(Backend.HEAP);
    OperatorSubtaskState saved = crashed.snapshot();
    crashed.push(key("k"));
    crashed.close();
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.restore(settings, Backend.HEAP, saved)) {
      operator.push(key("k"), observation("k", "o0", NOW + 30));
      operator.watermark(NOW + 40);
      assertThat(operator.count(Count.FORGETS)).isEqualTo(1);
      assertThat(operator.predictions()).hasSize(1);
      assertThat(operator.predictions().get(0).readable()).isZero();
      assertThat(operator.count(Count.OBSERVATIONS_DUPLICATE)).isZero();
    }
  }

  @Test
  void requestsAreObeyedInTheOrderOfTheirComing() throws Exception {
    JobSettings arrival = TestJobs.inline("order.by", "arrival");
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(arrival, Backend.HEAP)) {
      operator.push(observation("k", "a", 0), feedback("k", "a", 1, 1), observation("k", "b", 2));
      operator.push(key("k"));
      operator.push(observation("k", "c", 3));
      operator.snapshot();
      assertThat(operator.predictions()).extracting(p -> p.readable()).containsExactly(0, 1, 0);
      assertThat(operator.stateEntries())
          .containsOnly(entry("header", 1), entry("traces", 1), entry("due", 1));
    }
  }
}
