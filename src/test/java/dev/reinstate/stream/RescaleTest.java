package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job goes on with more subtasks, and then with one again. */
class RescaleTest {

  private static final int EVENTS = 900;

  /** Without refresh: when it shows depends on which keys share a micro-batch. */
  private final JobSettings settings =
      TestJobs.shared("memory.capacity", "40", "memory.refresh", "none");

  private final List<Event> events = RandomEvents.sorted(new Random(7), Target.CLASS, EVENTS);

  @ParameterizedTest
  @EnumSource
  void memoriesFollowTheirKeysAndBooksAddUp(Backend backend) throws Exception {
    Result steady = run(backend, List.of(1, 1, 1));
    Result rescaled = run(backend, List.of(1, 2, 1));
    // which gradients are far beyond the others, a subtask says by those that it has seen itself
    steady.eventCounts.remove(Count.GRADIENTS_DROPPED);
    rescaled.eventCounts.remove(Count.GRADIENTS_DROPPED);
    assertThat(rescaled.eventCounts).isEqualTo(steady.eventCounts);
    assertThat(rescaled.read).isEqualTo(steady.read);
    assertThat(rescaled.entries).isEqualTo(steady.entries);
    assertThat(rescaled.version).isEqualTo(steady.version).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void ratesOverAllKeysAddUp(Backend backend) throws Exception {
    Result steady = run(backend, List.of(1, 1));
    Result rescaled = run(backend, List.of(2, 1));
    assertThat(rescaled.unknownKey).isEqualTo(steady.unknownKey);
    Result spread = run(backend, List.of(3, 2, 1));
    assertThat(spread.unknownKey).isEqualTo(steady.unknownKey);
  }

  private static final class Result {
    private final Map<Count, Long> eventCounts = new EnumMap<>(Count.class);

    /** What each prediction read, by observation. */
    private final Map<String, String> read = new TreeMap<>();

    private Map<String, Integer> entries;
    private long version;
    private float[] unknownKey;
  }

  /** A part of the stream at each parallelism in turn; the last is 1. */
  private Result run(Backend backend, List<Integer> parallelisms) throws Exception {
    Result result = new Result();
    List<OperatorSubtaskState> states = null;
    for (int phase = 0; phase < parallelisms.size(); phase++) {
      List<MemoryOperatorHarness> subtasks = open(backend, states, parallelisms.get(phase));
      int from = EVENTS * phase / parallelisms.size();
      int to = EVENTS * (phase + 1) / parallelisms.size();
      process(subtasks, events.subList(from, to));
      if (phase == 0) {
        for (MemoryOperatorHarness subtask : subtasks) {
          subtask.model(new TestModels(settings).publication(3, 5));
        }
      }
      boolean last = phase == parallelisms.size() - 1;
      if (last) {
        subtasks
            .get(0)
            .eventCounts()
            .forEach((count, n) -> result.eventCounts.merge(count, n, Long::sum));
        result.entries = subtasks.get(0).stateEntries();
        long time = events.get(to - 1).time();
        subtasks.get(0).push(TestEvents.observation("never seen", "a", time + 1));
        subtasks.get(0).watermark(time + 1);
      }
      states = new ArrayList<>();
      for (MemoryOperatorHarness subtask : subtasks) {
        states.add(subtask.snapshot());
        collect(subtask.predictions(), result);
        subtask.close();
      }
    }
    return result;
  }

  private List<MemoryOperatorHarness> open(
      Backend backend, List<OperatorSubtaskState> states, int parallelism) throws Exception {
    if (states != null) {
      return MemoryOperatorHarness.rescale(settings, backend, states, parallelism);
    }
    List<MemoryOperatorHarness> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      subtasks.add(MemoryOperatorHarness.open(settings, backend, parallelism, subtask));
    }
    return subtasks;
  }

  private static void process(List<MemoryOperatorHarness> subtasks, List<Event> events)
      throws Exception {
    for (Event event : events) {
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              event.key(), TestMetrics.MAX_PARALLELISM, subtasks.size());
      subtasks.get(subtask).push(event);
    }
    for (MemoryOperatorHarness subtask : subtasks) {
      subtask.watermark(events.get(events.size() - 1).time() - 1);
    }
  }

  private static void collect(List<Prediction> predictions, Result result) {
    for (Prediction prediction : predictions) {
      String id = prediction.key() + "/" + prediction.observationId() + "/" + prediction.time();
      String read = "%d of %d".formatted(prediction.memoryIds().length, prediction.readable());
      assertThat(result.read.put(id, read)).as("a second prediction of " + id).isNull();
      if (prediction.key().equals("never seen")) {
        result.unknownKey = prediction.output();
        result.version = prediction.modelVersion();
      }
    }
  }
}
