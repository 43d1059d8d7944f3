package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import dev.reinstate.stream.config.JobSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A long run over many keys, each of which lives for a short time: state does not grow. */
class ManyKeysTest {

  private static final int KEYS_A_WATERMARK = 64;

  /** A key begins every millisecond and is gone after its memory, give or take a sixteenth. */
  private static final long ALIVE =
      TestJobs.EXPIRE_AFTER + TestJobs.EXPIRE_AFTER / 16 + KEYS_A_WATERMARK + 20;

  @Test
  void stateStaysFlat() throws Exception {
    check(Backend.HEAP, 200_000, 10_000);
  }

  @Test
  void soItDoesBeneathASmallCache() throws Exception {
    check(Backend.ROCKSDB_SMALL_CACHE, 20_000, 5_000);
  }

  private static void check(Backend backend, int keys, int keysASample) throws Exception {
    JobSettings settings =
        TestJobs.inline(
            "credit.mode", "frozen",
            "feedback.default-after", "1 s",
            "feedback.default-target", "0");
    Map<String, Integer> peak = new TreeMap<>();
    int peakTimers = 0;
    try (MemoryOperatorHarness operator = MemoryOperatorHarness.open(settings, backend)) {
      for (int i = 0; i < keys; i++) {
        live(operator, "key-" + i, i, i);
        if (i % KEYS_A_WATERMARK == 0) {
          operator.watermark(i - 1L);
          operator.forget();
        }
        if (i % keysASample == keysASample - 1) {
          operator.stateEntries().forEach((state, n) -> peak.merge(state, n, Math::max));
          peakTimers = Math.max(peakTimers, operator.timers());
        }
      }
      System.out.printf("%d keys: at most %s, %d timers%n", keys, peak, peakTimers);
      assertThat(peak.keySet())
          .containsExactlyInAnyOrder(
              "header", "pages", "codes", "traces", "held", "due", "waiting");
      // two observations a key, or one and feedback that is held
      assertThat(peak.values()).allMatch(entries -> entries <= 2 * ALIVE);
      assertThat(peakTimers).isLessThan((int) (4 * ALIVE));

      operator.watermark(keys + 10 * TestJobs.EXPIRE_AFTER);
      operator.assertNothingIsKept();
      assertThat(operator.count(Count.PENDING)).isZero();
      assertThat(operator.count(Count.HELD)).isZero();
      assertThat(operator.count(Count.DEFAULTED)).isEqualTo(keys / 2);
      assertThat(operator.count(Count.MATCHED)).isEqualTo(keys / 2);
      assertThat(operator.count(Count.ORPHAN)).isEqualTo(keys / 4);
    }
  }

  private static void live(MemoryOperatorHarness operator, String key, int number, long time)
      throws Exception {
    operator.push(observation(key, "a", time));
    if (number % 2 == 0) {
      operator.push(feedback(key, "a", time + 7, 1));
    }
    if (number % 4 == 1) {
      operator.push(feedback(key, "never", time + 7, 1));
    }
  }
}
