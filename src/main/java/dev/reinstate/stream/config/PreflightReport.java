package dev.reinstate.stream.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * Findings of the checks before the start.
 *
 * @param errors what prevents the job from working
 * @param warnings what does not prevent it from working, but may be unexpected
 */
public record PreflightReport(List<String> errors, List<String> warnings) {

  public PreflightReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** These findings and others. */
  public PreflightReport and(PreflightReport other) {
    return new PreflightReport(
        Stream.concat(errors.stream(), other.errors.stream()).toList(),
        Stream.concat(warnings.stream(), other.warnings.stream()).toList());
  }

  /**
   * Does nothing if there are no errors.
   *
   * @throws NotReadyException if there are errors
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new NotReadyException(String.join(System.lineSeparator(), errors));
    }
  }
}
