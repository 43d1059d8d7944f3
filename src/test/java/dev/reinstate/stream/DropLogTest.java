package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Forget;
import dev.reinstate.stream.config.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DropLogTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final List<String> lines = new ArrayList<>();

  /** Nano times may be negative, and go round. */
  private long now = Long.MAX_VALUE - MINUTE / 2;

  private final DropLog drops = new DropLog(lines::add, () -> now);

  @Test
  void ofEachKindThereIsOneLineAMinute() {
    for (int second = 0; second < 120; second++) {
      int n = second;
      drops.dropped("late", () -> "feedback " + n);
      drops.dropped("orphan", 10, () -> "another " + n);
      now += TimeUnit.SECONDS.toNanos(1);
    }
    assertThat(lines)
        .containsExactly(
            "dropped as late: 1 since the last such line, such as feedback 0",
            "dropped as orphan: 10 since the last such line, such as another 0",
            "dropped as late: 60 since the last such line, such as feedback 60",
            "dropped as orphan: 600 since the last such line, such as another 60");
  }

  @Test
  void anExampleIsMadeForALineAlone() {
    drops.dropped("late", () -> "the first");
    drops.dropped(
        "late",
        () -> {
          throw new AssertionError("nobody reads it");
        });
    now += MINUTE;
    drops.dropped("late", () -> "x".repeat(100_000));
    assertThat(lines).hasSize(2).last().asString().hasSizeLessThan(2200);
  }

  @Test
  void anEventIsNamedByIdsThatAreCut() {
    assertThat(DropLog.words(TestEvents.feedback("k", "f", "o".repeat(100), 5, 1)))
        .isEqualTo(
            "feedback 'f' for observation '%s… (100 characters)' of key 'k' at 5"
                .formatted("o".repeat(80)));
    assertThat(DropLog.words(TestEvents.observation("k", "o", 7)))
        .isEqualTo("observation 'o' of key 'k' at 7");
    assertThat(DropLog.words(new Forget("k", null, 7))).contains("of key 'k'");
  }

  @Test
  void whatTheOperatorDropsIsLoggedWithAnExample() throws Exception {
    JobSettings settings =
        TestJobs.shared("order.by", "arrival", "feedback.max-per-observation", "1");
    try (MemoryOperatorHarness operator =
            MemoryOperatorHarness.open(settings, MemoryOperatorHarness.Backend.HEAP);
        LogLines log = LogLines.of(MemoryOperator.class)) {
      for (int i = 0; i < 3; i++) {
        operator.push(TestEvents.observation("k", "o", 10 + i));
        operator.push(TestEvents.feedback("k", "f" + i, "o", 20 + i, 1));
        operator.push(TestEvents.feedback("k", "f0", "o", 20 + i, 1));
      }
      operator.snapshot();
      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "dropped as observationsDuplicate: 1 since the last such line, such as observation"
                  + " 'o' of key 'k' at 11",
              "dropped as duplicate: 1 since the last such line, such as feedback 'f0' for"
                  + " observation 'o' of key 'k' at 20",
              "dropped as capped: 1 since the last such line, such as feedback 'f1' for observation"
                  + " 'o' of key 'k' at 21: observation 'o' of this key has had"
                  + " feedback.max-per-observation (1) feedbacks");
    }
  }
}
