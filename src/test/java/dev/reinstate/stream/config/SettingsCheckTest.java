package dev.reinstate.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.stream.TestJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

  @Test
  void theDefaultsGoTogether() {
    assertThat(
            SettingsCheck.of(TestJobs.inline("order.by", "arrival", "feedback.early-wait", "1 h")))
        .isEqualTo(new PreflightReport(List.of(), List.of()));
  }

  @Test
  void feedbackMustWaitAsLongAsItMayBeAhead() {
    PreflightReport findings =
        SettingsCheck.of(
            TestJobs.inline(
                "order.by", "arrival", "feedback.early-wait", "59 min", "order.max-drift", "1 h"));
    assertThat(findings.errors()).isEmpty();
    assertThat(findings.warnings())
        .singleElement()
        .asString()
        .startsWith("feedback.early-wait is 59 min, shorter than order.max-drift (1 h): ");
  }

  /** There, feedback takes its turn when its observation has taken its own. */
  @Test
  void inTheOrderOfEventTimeNothingIsAhead() {
    assertThat(
            SettingsCheck.of(
                    TestJobs.inline("order.by", "event-time", "feedback.early-wait", "11 min"))
                .warnings())
        .isEmpty();
  }

  @Test
  void whatIsLetInAheadMustLeaveTimeToWait() {
    assertThat(aheadWarnings("59 min")).isEmpty();
    assertThat(aheadWarnings("1 h"))
        .singleElement()
        .asString()
        .startsWith("order.max-ahead is 1 h, at least as long as feedback.early-wait (1 h): ");
  }

  private static List<String> aheadWarnings(String maxAhead) {
    return SettingsCheck.of(
            TestJobs.inline("feedback.early-wait", "1 h", "order.max-ahead", maxAhead))
        .warnings();
  }
}
