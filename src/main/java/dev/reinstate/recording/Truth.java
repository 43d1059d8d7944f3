package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observation beside its feedback. It is for scoring alone; the learner never
 * sees it.
 *
 * @param observationId the observation
 * @param group what it is scored together with, or null
 * @param cause id of the observation of the same key that explains its outcome, or null
 */
@Public
public record Truth(String observationId, @Nullable String group, @Nullable String cause) {

  /**
   * @throws IllegalArgumentException saying what is wrong and what is allowed
   */
  public Truth {
    require(
        observationId != null && !observationId.isEmpty(),
        "observationId is missing or empty; expected the id of an observation");
    require(group == null || !group.isBlank(), "group is blank; expected a name, or none");
    require(
        cause == null || !cause.isEmpty(), "cause is empty; expected an observation's id, or none");
    require(
        group != null || cause != null,
        "neither group nor cause is there; expected at least one of them");
    require(
        !observationId.equals(cause), "cause is the observation itself; expected an earlier one");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
