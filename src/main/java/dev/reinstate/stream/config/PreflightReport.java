package dev.reinstate.stream.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a check before the start has found.
 *
 * @param errors what keeps the job from working
 * @param warnings what it works with, and not as one may expect
 */
public record PreflightReport(List<String> errors, List<String> warnings) {

  public PreflightReport {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** These and others. */
  public PreflightReport and(PreflightReport other) {
    return new PreflightReport(
        Stream.concat(errors.stream(), other.errors.stream()).toList(),
        Stream.concat(warnings.stream(), other.warnings.stream()).toList());
  }

  /**
   * Refuses to go on where there are errors.
   *
   * @throws NotReadyException if there are
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new NotReadyException(String.join(System.lineSeparator(), errors));
    }
  }
}
