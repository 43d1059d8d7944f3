package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Prediction;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The memory operator with its trainer in it. */
class InlinePlacementTest {

  private final JobSettings settings =
      TestJobs.inline("training.batch", "1", "training.autoencoder.batch", "1");

  private static void learn(MemoryOperatorHarness operator, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      operator.push(observation("k", "o" + i, i), feedback("k", "o" + i, i, i % 2));
    }
    operator.watermark(to);
  }

  @Test
  void eachFeedbackOfABatchOfOneIsAStep() throws Exception {
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
      learn(operator, 0, 400);
      assertThat(operator.predictions())
          .extracting(Prediction::modelVersion)
          .isSorted()
          .last()
          .satisfies(version -> assertThat(version).isGreaterThan(20));
      assertThat(operator.training()).isEmpty();
    }
  }

  @Test
  void aBatchThatIsMoreThanFullAtARestoreIsAStep() throws Exception {
    JobSettings large = TestJobs.inline("training.batch", "16", "training.autoencoder.batch", "4");
    OperatorSubtaskState state;
    long updates;
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(large, Backend.HEAP)) {
      learn(operator, 0, 155);
      updates = operator.metrics().counter("updates");
      state = operator.snapshot();
    }
    JobSettings small = TestJobs.inline("training.batch", "2", "training.autoencoder.batch", "2");
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.restore(small, Backend.HEAP, state)) {
      learn(operator, 160, 161);
      assertThat(operator.predictions())
          .extracting(Prediction::modelVersion)
          .containsExactly(updates + 1);
    }
  }

  @Test
  void aGradientThatIsNoNumberIsDroppedAndPredictionsGoOn() throws Exception {
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
      learn(operator, 0, 400);
      long before = operator.metrics().counter("updates");
      assertThat(before).isPositive();
      operator.push(observation("k", "bad", 410));
      operator.push(
          new Feedback(
              "k",
              "f",
              "bad",
              411,
              Feedback.UNKNOWN_TIME,
              1,
              Float.POSITIVE_INFINITY,
              Feedback.Origin.NONE));
      operator.watermark(411);
      assertThat(operator.metrics().counter("gradientsDropped")).isEqualTo(1L);
      assertThat(operator.metrics().counter("trainerStepsSkipped")).isZero();
      assertThat(operator.metrics().counter("updates")).isEqualTo(before + 1);

      operator.forget();
      learn(operator, 420, 440);
      assertThat(operator.metrics().counter("updates")).isEqualTo(before + 21);
      assertThat(operator.predictions()).hasSize(20);
      for (Prediction prediction : operator.predictions()) {
        for (float p : prediction.output()) {
          assertThat(p).isBetween(0f, 1f);
        }
      }
    }
  }

  @Test
  void aSavepointOfAnInlineTrainerIsNotUsedWithoutIt() throws Exception {
    OperatorSubtaskState state;
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, Backend.HEAP)) {
      learn(operator, 0, 10);
      state = operator.snapshot();
    }
    assertThatThrownBy(() -> MemoryOperatorHarness.restore(TestJobs.shared(), Backend.HEAP, state))
        .hasStackTraceContaining("taken under training.placement 'inline'");
  }

  @Test
  void aSavepointWithoutATrainerIsNotUsedInline() throws Exception {
    OperatorSubtaskState state;
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP)) {
      learn(operator, 0, 10);
      state = operator.snapshot();
    }
    assertThatThrownBy(() -> MemoryOperatorHarness.restore(settings, Backend.HEAP, state))
        .hasStackTraceContaining("taken under training.placement 'shared'");
  }
}
