package dev.reinstate.recording;

import dev.reinstate.annotation.Public;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an observation beside its feedback. It is for scoring alone; the learner never
 * sees it.
 *
 * @param observationId the observation
 * @param group what it is scored together with, or null
 * @param causes ids of earlier observations each of which explains its outcome; may be empty
 */
@Public
public record Truth(String observationId, @Nullable String group, List<String> causes) {

  /**
   * @throws IllegalArgumentException saying what is wrong and what is allowed
   */
  public Truth {
    require(
        observationId != null && !observationId.isEmpty(),
        "observationId is missing or empty; expected the id of an observation");
    require(group == null || !group.isBlank(), "group is blank; expected a name, or none");
    causes = List.copyOf(causes);
    require(!causes.contains(""), "cause is empty; expected an observation's id, or none");
    require(
        group != null || !causes.isEmpty(),
        "neither group nor cause is there; expected at least one of them");
    require(
        !causes.contains(observationId),
        "cause is the observation itself; expected an earlier one");
  }

  /**
   * What is known where at most one observation explains the outcome.
   *
   * @param cause its id, or null
   */
  public Truth(String observationId, @Nullable String group, @Nullable String cause) {
    this(observationId, group, cause == null ? List.of() : List.of(cause));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
