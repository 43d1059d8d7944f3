package dev.reinstate.stream;

import static dev.reinstate.stream.TestEvents.feedback;
import static dev.reinstate.stream.TestEvents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.stream.MemoryOperatorHarness.Backend;
import org.junit.jupiter.api.Test;

class MemoryOperatorWarningTest {

  /**
   * For most of the time class 1 is known alone; nobody would learn that from a table of counts.
   */
  @Test
  void unevenDelaysAreLoggedOnce() throws Exception {
    try (LogLines log = LogLines.of(MemoryOperator.class);
        MemoryOperatorHarness operator =
            MemoryOperatorHarness.open(TestJobs.inline(), Backend.HEAP)) {
      for (int i = 0; i < 300; i++) {
        operator.push(observation("k" + i % 20, "o" + i, i * 10));
      }
      for (int i = 0; i < 300; i++) {
        int label = i % 3 == 0 ? 1 : 0;
        operator.push(feedback("k" + i % 20, "o" + i, i * 10 + (label == 1 ? 100 : 1_200), label));
      }
      operator.watermark(10_000);

      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("all feedback so far is of class 1, and 62 observations have none");
    }
  }
}
