package dev.reinstate.stream.config;

import dev.reinstate.stream.config.JobSettings.By;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;

/** Checks combinations of settings, each of which is allowed by itself. */
public final class SettingsCheck {

  private SettingsCheck() {}

  /** The findings for the settings of a job. */
  public static PreflightReport of(JobSettings settings) {
    List<String> warnings = new ArrayList<>();
    Duration earlyWait = Duration.ofMillis(settings.learner().feedback().earlyWait());
    Duration maxDrift = settings.order().maxDrift();
    if (settings.order().by() == By.ARRIVAL && earlyWait.compareTo(maxDrift) < 0) {
      warnings.add(
          ("%s is %s, shorter than %s (%s): feedback may be read that far ahead of its"
                  + " observation, and become an orphan before the observation arrives; make the"
                  + " first at least as long as the second")
              .formatted(
                  JobOptions.FEEDBACK_EARLY_WAIT.key(),
                  TimeUtils.formatWithHighestUnit(earlyWait),
                  JobOptions.ORDER_MAX_DRIFT.key(),
                  TimeUtils.formatWithHighestUnit(maxDrift)));
    }
    Duration maxAhead = settings.order().maxAhead();
    if (maxAhead.compareTo(earlyWait) >= 0) {
      warnings.add(
          ("%s is %s, at least as long as %s (%s): one event that is so far ahead turns feedback"
                  + " that waits for its observation into orphans; make the first much shorter")
              .formatted(
                  JobOptions.ORDER_MAX_AHEAD.key(),
                  TimeUtils.formatWithHighestUnit(maxAhead),
                  JobOptions.FEEDBACK_EARLY_WAIT.key(),
                  TimeUtils.formatWithHighestUnit(earlyWait)));
    }
    return new PreflightReport(List.of(), warnings);
  }
}
