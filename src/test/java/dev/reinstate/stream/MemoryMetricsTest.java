package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Forget;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.Metric.Kind;
import dev.reinstate.stream.config.JobSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.junit.jupiter.api.Test;

/** The names are read by scripts, dashboards and the demo: they do not change. */
class MemoryMetricsTest {

  private static final Map<String, Object> COUNTS =
      Map.ofEntries(
          Map.entry("observations", 6L),
          Map.entry("observationsDuplicate", 1L),
          Map.entry("predictions", 4L),
          Map.entry("predictionsNotFinite", 0L),
          Map.entry("creditsNotFinite", 0L),
          Map.entry("feedback", 10L),
          Map.entry("matched", 4L),
          Map.entry("early", 1L),
          Map.entry("duplicate", 1L),
          Map.entry("repeated", 1L),
          Map.entry("learned", 0L),
          Map.entry("gradientsDropped", 0L),
          Map.entry("targetsLimited", 0L),
          Map.entry("ignored", 0L),
          Map.entry("orphan", 1L),
          Map.entry("late", 1L),
          Map.entry("capped", 0L),
          Map.entry("held", 1L),
          Map.entry("pending", 1L),
          Map.entry("observationsForgotten", 1L),
          Map.entry("forgotten", 2L),
          Map.entry("forgets", 2L),
          Map.entry("memoriesForgotten", 1L),
          Map.entry("memories", 2L),
          Map.entry("defaulted", 0L),
          Map.entry("memoriesEvicted", 0L),
          Map.entry("creditsLostToEviction", 0L),
          Map.entry("memoriesRefreshed", 0L),
          Map.entry("learningFrom", 0L));

  private static final Map<Kind, Class<?>> KINDS =
      Map.of(
          Kind.COUNTER, Counter.class,
          Kind.LEVEL, Gauge.class,
          Kind.MEAN, Gauge.class,
          Kind.HISTOGRAM, Histogram.class,
          Kind.NUMBER, Gauge.class);

  private static void someOfEverything(MemoryOperatorHarness operator) throws Exception {
    long late = TestJobs.HORIZON + 60;
    operator.push(observation("k", "a", 0), observation("k", "a", 5), observation("k", "b", 51));
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
  void theSecondEventOfAKeyFindsItInTheCache() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(
            TestJobs.shared("order.by", "arrival", "batch.size", "1"), Backend.ROCKSDB)) {
      operator.push(observation("a", "o", 1));
      assertThat(operator.metrics().gauge("cacheHitRate")).isEqualTo(0.0);
      operator.push(observation("a", "p", 2));
      assertThat((double) operator.metrics().gauge("cacheHitRate")).isEqualTo(0.5);
    }
  }

  @Test
  void countsAreAccumulatorsAndMetrics() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP)) {
      someOfEverything(operator);
      assertThat(operator.metrics().accumulators()).isEqualTo(new TreeMap<>(COUNTS));
      for (Count count : Count.values()) {
        String name = Metric.of(count).label();
        assertThat(
                count.isLevel()
                    ? operator.metrics().gauge(name)
                    : (Object) operator.metrics().counter(name))
            .as(name)
            .isEqualTo(COUNTS.get(count.label()));
      }
      assertThat(operator.metrics().counter("reason.orphan.deadLetters")).isEqualTo(1L);
      assertThat(operator.metrics().counter("reason.late.deadLetters")).isEqualTo(1L);
      assertThat(operator.metrics().counter("reason.not-finite.deadLetters")).isEqualTo(0L);
      assertThat(operator.metrics().gauge("modelVersion")).isEqualTo(0L);
      assertThat(operator.metrics().counter("modelsRefused")).isEqualTo(0L);
      // the heap needs no cache
      assertThat(operator.metrics().gauge("cacheHitRate")).isEqualTo(0.0);
    }
  }

  @Test
  void timesAndDelaysHaveQuantiles() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(
            TestJobs.shared("order.by", "arrival", "batch.size", "1"), Backend.HEAP)) {
      for (int i = 1; i <= 100; i++) {
        operator.push(observation("k", "o" + i, i), feedback("k", "f", "o" + i, 2 * i, 1));
      }
      Histogram delays = operator.metrics().histogram("feedbackDelay");
      assertThat(delays.getCount()).isEqualTo(100);
      assertThat(delays.getStatistics().getQuantile(0.5)).isBetween(50.0, 51.0);
      assertThat(delays.getStatistics().getQuantile(0.99)).isBetween(99.0, 100.0);
      assertThat(operator.metrics().histogram("readMicros").getCount()).isEqualTo(100);
      assertThat(operator.metrics().histogram("microBatchSize").getStatistics().getMax()).isOne();
    }
  }

  @Test
  void everyMetricIsShown() throws Exception {
    try (MemoryOperatorHarness operator =
        MemoryOperatorHarness.open(TestJobs.inline(), Backend.HEAP)) {
      for (Metric metric : Metric.values()) {
        String reason = metric == Metric.DEAD_LETTERS ? "reason.late." : "";
        assertThat(operator.metrics().metric(reason + metric.label()))
            .as(metric.label())
            .isInstanceOf(KINDS.get(metric.kind()));
      }
    }
  }

  @Test
  void theOldestPendingAgeGoesOnAfterARestart() throws Exception {
    JobSettings settings = TestJobs.shared("order.by", "arrival");
    MemoryOperatorHarness before = MemoryOperatorHarness.open(settings, Backend.HEAP);
    before.push(observation("k", "a", 100));
    before.watermark(500);
    before.push(observation("j", "b", 500));
    before.snapshot();
    assertThat((long) before.metrics().gauge("oldestPendingAge")).isBetween(400L, 403L);
    try (MemoryOperatorHarness after = before.restart()) {
      after.watermark(700);
      after.push(feedback("k", "f", "a", 700, 1));
      after.snapshot();
      assertThat((long) after.metrics().gauge("oldestPendingAge")).isBetween(200L, 203L);
      after.push(feedback("j", "f", "b", 800, 1));
      after.snapshot();
      assertThat(after.metrics().gauge("oldestPendingAge")).isEqualTo(0L);
    }
  }

  @Test
  void ofOtherKeysNoAgesAreKnown() throws Exception {
    JobSettings settings = TestJobs.shared("order.by", "arrival");
    MemoryOperatorHarness before = MemoryOperatorHarness.open(settings, Backend.HEAP);
    before.push(observation("k", "a", 100), observation("j", "b", 500));
    for (MemoryOperatorHarness after :
        MemoryOperatorHarness.rescale(settings, Backend.HEAP, List.of(before.snapshot()), 2)) {
      assertThat(after.metrics().gauge("oldestPendingAge")).isEqualTo(0L);
      after.close();
    }
    before.close();
  }

  @Test
  void aRestartGoesOnWithAccumulatorsAndLevelsAndBeginsCountersAnew() throws Exception {
    MemoryOperatorHarness before = MemoryOperatorHarness.open(TestJobs.shared(), Backend.HEAP);
    someOfEverything(before);
    try (MemoryOperatorHarness after = before.restart()) {
      TestMetrics metrics = after.metrics();
      assertThat(metrics.accumulators()).isEqualTo(new TreeMap<>(COUNTS));
      assertThat(metrics.gauge("memories")).isEqualTo(2L);
      assertThat(metrics.counter("observations")).isZero();
      assertThat(metrics.counter("reason.late.deadLetters")).isZero();
      after.push(observation("k", "new", TestJobs.HORIZON + 60));
      after.watermark(TestJobs.HORIZON + 60);
      assertThat(metrics.counter("observations")).isEqualTo(1);
      assertThat(metrics.accumulator("observations")).isEqualTo(7L);
    }
  }

  @Test
  void anInlineTrainerShowsWhatItDoes() throws Exception {
    JobSettings settings =
        TestJobs.inline("training.batch", "1", "training.autoencoder.batch", "1");
    MemoryOperatorHarness before = MemoryOperatorHarness.open(settings, Backend.HEAP);
    for (int i = 0; i < 400; i++) {
      before.push(observation("k", "o" + i, i), feedback("k", "o" + i, i, i % 2));
    }
    before.watermark(500);
    TestMetrics metrics = before.metrics();
    long updates = metrics.counter("updates");
    assertThat(updates).isPositive();
    assertThat(metrics.gauge("modelVersion")).isEqualTo(updates);
    assertThat(metrics.accumulator("updates")).isEqualTo(updates);
    assertThat((long) metrics.accumulator("learned")).isBetween(updates, 399L);
    assertThat(metrics.accumulator("trainerFeedback"))
        .isEqualTo(metrics.counter("trainerFeedback"))
        .isEqualTo(metrics.accumulator("learned"));
    assertThat((long) metrics.accumulator("learningFrom")).isBetween(1L, 400L);
    assertThat((double) metrics.gauge("autoencoderError")).isPositive();
    assertThat(metrics.accumulator("autoencoderError"))
        .isEqualTo(metrics.gauge("autoencoderError"));
    assertThat(metrics.counter("trainerStepsSkipped")).isEqualTo(0L);
    assertThat((double) metrics.gauge("gradientNorm")).isPositive();
    assertThat(metrics.histogram("trainerStepMicros").getCount()).isPositive();

    Map<String, Object> shown = metrics.accumulators();
    try (MemoryOperatorHarness after = before.restart()) {
      assertThat(after.metrics().accumulators()).isEqualTo(shown);
    }
  }
}
