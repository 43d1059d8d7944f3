package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

/** Feedback of class 1 comes after 100 ms, that of class 0 after 1.2 s. */
class UnevenDelaysTest {

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int label = i % 3 == 0 ? 1 : 0;
      String key = "k" + i % 20;
      events.add(observation(key, "o" + i, i * 10));
      events.add(feedback(key, "o" + i, i * 10 + (label == 1 ? 100 : 1_200), label));
    }
    events.sort(EventOrder.INSTANCE);
    return events;
  }

  private static void push(MemoryOperatorHarness operator, List<Event> events) throws Exception {
    operator.push(events.toArray(Event[]::new));
    operator.watermark(events.get(events.size() - 1).time());
  }

  private static int subtaskOf(Event event) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        event.key(), TestMetrics.MAX_PARALLELISM, 2);
  }

  private static List<String> outputs(List<Prediction> predictions) {
    return predictions.stream().map(prediction -> Arrays.toString(prediction.output())).toList();
  }

  /** For most of the time class 1 is known alone; no count tells that. */
  @Test
  void theyAreLoggedOnce() throws Exception {
    try (LogLines log = LogLines.of(MemoryOperator.class);
        MemoryOperatorHarness operator =
            MemoryOperatorHarness.open(TestJobs.inline(), Backend.HEAP)) {
      push(operator, events());

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("all feedback so far is of class 1, and ");
    }
  }

  /** Each sees keys of its own and notices by itself; nobody wants to read it from each. */
  @Test
  void theyAreLoggedForTheFirstSubtaskThatNotices() throws Exception {
    JobID job = new JobID();
    try (LogLines log = LogLines.of(MemoryOperator.class)) {
      for (int subtask = 0; subtask < 2; subtask++) {
        try (MemoryOperatorHarness operator =
            MemoryOperatorHarness.open(TestJobs.inline(), Backend.HEAP, job, 2, subtask)) {
          int at = subtask;
          push(operator, events().stream().filter(event -> subtaskOf(event) == at).toList());
        }
      }

      assertThat(log.lines()).hasSize(1);
    }
  }

  /** What is expected of those that wait is state, too. */
  @Test
  void aRestoredJobPredictsTheSameBits() throws Exception {
    List<Event> events = events();
    List<String> whole;
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.inline(), Backend.HEAP)) {
      push(operator, events);
      whole = outputs(operator.predictions());
    }
    for (int cut : new int[] {100, 200, 260, 400}) {
      MemoryOperatorHarness before = MemoryOperatorHarness.open(TestJobs.inline(), Backend.ROCKSDB);
      push(before, events.subList(0, cut));
      List<String> parts = new ArrayList<>(outputs(before.predictions()));
      try (MemoryOperatorHarness after = before.restart()) {
        push(after, events.subList(cut, events.size()));
        parts.addAll(outputs(after.predictions()));
      }
      assertThat(parts).isEqualTo(whole);
    }
  }
}
