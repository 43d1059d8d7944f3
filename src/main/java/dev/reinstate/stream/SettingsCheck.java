package dev.reinstate.stream;

import dev.reinstate.stream.JobSettings.By;
import java.util.ArrayList;
import java.util.List;

/** Whether settings go together, each of which is allowed by itself. */
public final class SettingsCheck {

  private SettingsCheck() {}

  /** Checks the settings of a job. */
  public static Findings of(JobSettings settings) {
    List<String> warnings = new ArrayList<>();
    long earlyWait = settings.learner().feedback().earlyWait();
    long maxDrift = settings.order().maxDrift().toMillis();
    if (settings.order().by() == By.ARRIVAL && earlyWait < maxDrift) {
      warnings.add(
          ("%s is %d ms, shorter than %s (%d ms): feedback may be read that far ahead of its"
                  + " observation, and be an orphan before the observation comes; make the first"
                  + " as long as the second")
              .formatted(
                  JobOptions.FEEDBACK_EARLY_WAIT.key(),
                  earlyWait,
                  JobOptions.ORDER_MAX_DRIFT.key(),
                  maxDrift));
    }
    return new Findings(List.of(), warnings);
  }
}
