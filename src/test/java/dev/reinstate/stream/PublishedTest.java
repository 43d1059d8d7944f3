package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.learner.Forget;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The names are read by scripts, dashboards and the demo: they do not change. */
class PublishedTest {

  private static final Map<String, Object> COUNTS =
      Map.ofEntries(
          Map.entry("observations", 6L),
          Map.entry("observationsDuplicate", 1L),
          Map.entry("predictions", 4L),
          Map.entry("feedback", 10L),
          Map.entry("matched", 4L),
          Map.entry("early", 1L),
          Map.entry("duplicate", 1L),
          Map.entry("repeated", 1L),
          Map.entry("learned", 0L),
          Map.entry("ignored", 0L),
          Map.entry("orphan", 1L),
          Map.entry("late", 1L),
          Map.entry("held", 1L),
          Map.entry("pending", 1L),
          Map.entry("observationsForgotten", 1L),
          Map.entry("forgotten", 2L),
          Map.entry("forgets", 2L),
          Map.entry("memoriesForgotten", 1L),
          Map.entry("defaulted", 0L),
          Map.entry("memoriesEvicted", 0L),
          Map.entry("creditsLostToEviction", 0L),
          Map.entry("memoriesRefreshed", 0L),
          Map.entry("learningFrom", 0L));

  private static void someOfEverything(MemoryOperatorHarness operator) throws Exception {
    long late = TestJobs.HORIZON + 50;
    operator.push(observation("k", "a", 0), observation("k", "a", 5), observation("k", "b", 10));
    operator.push(feedback("k", "f", "a", 20, 1), feedback("k", "f", "a", 21, 1));
    operator.push(feedback("k", "g", "a", 22, 2));
    operator.push(feedback("j", "f", "c", 30, 0), observation("j", "c", 40));
    operator.push(feedback("j", "f", "nothing", 40, 0));
    operator.push(observation("z", "o", 40), feedback("z", "f", "o", 41, 1));
    operator.watermark(late - 30);
    operator.push(feedback("z", "f", "never", late - 31, 1));
    operator.push(observation("z", "p", late), feedback("z", "f", "p", late, 1));
    operator.push(new Forget("z", null, 0), new Forget("z", "o", 0));
    operator.push(feedback("k", "h", "b", late, 0), feedback("j", "f", "later", late, 0));
    operator.watermark(late);
  }

  @Test
  void countsAreAccumulatorsAndMetricsOfTheSameNames() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP)) {
      someOfEverything(operator);
      assertThat(operator.metrics().accumulators()).isEqualTo(new TreeMap<>(COUNTS));
      COUNTS.forEach(
          (name, count) -> {
            if (!name.equals(Published.LEARNING_FROM)) {
              assertThat(operator.metrics().gauge(name)).as(name).isEqualTo(count);
            }
          });
      assertThat(operator.metrics().gauge("modelVersion")).isEqualTo(0L);
      assertThat(operator.metrics().gauge("modelsRefused")).isEqualTo(0L);
    }
  }

  @Test
  void aRestartShowsItsCountsAtOnce() throws Exception {
    MemoryOperatorHarness before = MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP);
    someOfEverything(before);
    try (MemoryOperatorHarness after = before.restart()) {
      assertThat(after.metrics().accumulators()).isEqualTo(new TreeMap<>(COUNTS));
    }
  }

  @Test
  void anInlineTrainerShowsWhatItDoes() throws Exception {
    JobSettings settings =
        TestJobs.inline("training.batch", "1", "training.autoencoder.batch", "1");
    MemoryOperatorHarness before = MemoryOperatorHarness.open(settings, Backend.HEAP);
    for (int i = 0; i < 40; i++) {
      before.push(observation("k", "o" + i, i), feedback("k", "o" + i, i, i % 2));
    }
    before.watermark(100);
    TestMetrics metrics = before.metrics();
    long updates = (long) metrics.gauge("updates");
    assertThat(updates).isPositive();
    assertThat(metrics.gauge("modelVersion")).isEqualTo(updates);
    assertThat(metrics.accumulator("updates")).isEqualTo(updates);
    assertThat((long) metrics.accumulator("learned")).isBetween(updates, 39L);
    assertThat(metrics.accumulator("trainerFeedback"))
        .isEqualTo(metrics.gauge("trainerFeedback"))
        .isEqualTo(metrics.accumulator("learned"));
    assertThat((long) metrics.accumulator("learningFrom")).isBetween(1L, 40L);
    assertThat((double) metrics.gauge("autoencoderError")).isPositive();
    assertThat(metrics.accumulator("autoencoderError"))
        .isEqualTo(metrics.gauge("autoencoderError"));
    assertThat(metrics.gauge("trainerStepsSkipped")).isEqualTo(0L);

    Map<String, Object> shown = metrics.accumulators();
    try (MemoryOperatorHarness after = before.restart()) {
      assertThat(after.metrics().accumulators()).isEqualTo(shown);
    }
  }
}
