package dev.reinstate.stream.config;

import dev.reinstate.stream.config.JobSettings.By;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;

/** Whether settings go together, each of which is allowed by itself. */
public final class SettingsCheck {

  private SettingsCheck() {}

  /** Checks the settings of a job. */
  public static PreflightReport of(JobSettings settings) {
    List<String> warnings = new ArrayList<>();
    Duration earlyWait = Duration.ofMillis(settings.learner().feedback().earlyWait());
    Duration maxDrift = settings.order().maxDrift();
    if (settings.order().by() == By.ARRIVAL && earlyWait.compareTo(maxDrift) < 0) {
      warnings.add(
          ("%s is %s, shorter than %s (%s): feedback may be read that far ahead of its"
                  + " observation, and be an orphan before the observation comes; make the first"
                  + " as long as the second")
              .formatted(
                  JobOptions.FEEDBACK_EARLY_WAIT.key(),
                  TimeUtils.formatWithHighestUnit(earlyWait),
                  JobOptions.ORDER_MAX_DRIFT.key(),
                  TimeUtils.formatWithHighestUnit(maxDrift)));
    }
    Duration maxAhead = settings.order().maxAhead();
    if (maxAhead.compareTo(earlyWait) >= 0) {
      warnings.add(
          ("%s is %s, as long as %s (%s) or longer: one event that is so far ahead makes orphans of"
                  + " feedback that waits for its observation; make the first much shorter")
              .formatted(
                  JobOptions.ORDER_MAX_AHEAD.key(),
                  TimeUtils.formatWithHighestUnit(maxAhead),
                  JobOptions.FEEDBACK_EARLY_WAIT.key(),
                  TimeUtils.formatWithHighestUnit(earlyWait)));
    }
    return new PreflightReport(List.of(), warnings);
  }
}
