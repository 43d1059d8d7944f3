package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The background sweep in the operator: which keys it knows of, whatever happens around it. */
class SweepStateTest {

  private static final int KEYS = 12;
  private static final int MEMORIES = 3;

  private final JobSettings settings =
      TestJobs.shared(
          "order.by", "arrival", "memory.refresh", "sweep", "memory.sweep-per-batch", "1000");

  private final TestModels models = new TestModels(settings);

  /** Subtasks whose keys have some memories each, under a model of version 0. */
  private List<MemoryOperatorHarness> full(Backend backend, int parallelism) throws Exception {
    List<MemoryOperatorHarness> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      subtasks.add(MemoryOperatorHarness.open(settings, backend, parallelism, subtask));
    }
    for (int key = 0; key < KEYS; key++) {
      for (int i = 0; i < MEMORIES; i++) {
        subtaskOf("k" + key, subtasks)
            .push(observation("k" + key, "o" + i, i), feedback("k" + key, "o" + i, i, 1));
      }
    }
    for (MemoryOperatorHarness subtask : subtasks) {
      subtask.snapshot();
    }
    return subtasks;
  }

  private static MemoryOperatorHarness subtaskOf(String key, List<MemoryOperatorHarness> subtasks) {
    return subtasks.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, TestMetrics.MAX_PARALLELISM, subtasks.size()));
  }

  private static List<OperatorSubtaskState> stop(List<MemoryOperatorHarness> subtasks)
      throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (MemoryOperatorHarness subtask : subtasks) {
      states.add(subtask.snapshot());
      subtask.close();
    }
    return states;
  }

  /** A newer model and one event for each subtask: all memories that it knows of are refreshed. */
  private long refreshed(List<MemoryOperatorHarness> subtasks) throws Exception {
    long refreshed = 0;
    for (MemoryOperatorHarness subtask : subtasks) {
      long before = subtask.count(Count.REFRESHED);
      subtask.model(models.publication(1, 7));
      String key = "new";
      for (int i = 0; subtaskOf(key, subtasks) != subtask; i++) {
        key = "new" + i;
      }
      // keys of before are taken in once it is known which of them are idle
      subtask.watermark(9);
      subtask.push(observation(key, "o", 10));
      subtask.snapshot();
      refreshed += subtask.count(Count.REFRESHED) - before;
    }
    return refreshed;
  }

  private static void close(List<MemoryOperatorHarness> subtasks) throws Exception {
    for (MemoryOperatorHarness subtask : subtasks) {
      subtask.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewModelReachesTheMemoriesOfAllKeys(Backend backend) throws Exception {
    List<MemoryOperatorHarness> subtasks = full(backend, 1);
    assertThat(refreshed(subtasks)).isEqualTo(KEYS * MEMORIES);
    assertThat(refreshed(subtasks)).as("the model is known already").isZero();
    close(subtasks);
  }

  @ParameterizedTest
  @EnumSource
  void keysAreFoundAgainByMoreAndByFewerSubtasks(Backend backend) throws Exception {
    List<OperatorSubtaskState> states = stop(full(backend, 2));
    List<MemoryOperatorHarness> three = MemoryOperatorHarness.rescale(settings, backend, states, 3);
    assertThat(refreshed(three)).isEqualTo(KEYS * MEMORIES);
    close(three);
    List<MemoryOperatorHarness> one = MemoryOperatorHarness.rescale(settings, backend, states, 1);
    assertThat(refreshed(one)).isEqualTo(KEYS * MEMORIES);
    close(one);
  }

  @ParameterizedTest
  @EnumSource
  void aForgottenKeyIsNotSwept(Backend backend) throws Exception {
    List<MemoryOperatorHarness> subtasks = full(backend, 1);
    subtasks.get(0).push(new Forget("k3", null, 5), new Forget("k4", "o1", 5));
    assertThat(refreshed(subtasks)).isEqualTo((KEYS - 1) * MEMORIES - 1);
    assertThat(subtasks.get(0).keys("header")).doesNotContain("k3");
    close(subtasks);
  }

  @ParameterizedTest
  @EnumSource
  void expiredKeysAreNotSwept(Backend backend) throws Exception {
    List<MemoryOperatorHarness> subtasks = full(backend, 1);
    subtasks.get(0).watermark(3 * TestJobs.EXPIRE_AFTER);
    assertThat(subtasks.get(0).keys()).isEmpty();
    assertThat(refreshed(subtasks)).isZero();
    assertThat(subtasks.get(0).keys()).containsExactly("new");
    close(subtasks);
  }
}
