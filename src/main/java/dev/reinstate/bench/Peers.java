package dev.reinstate.bench;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.recording.Recording;
import dev.reinstate.settings.LearnerSettings;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Learners of another library, which {@code bench peers} compares with. Its licence may be stricter
 * than ours, so it is built only where it is asked for, and found by {@link
 * java.util.ServiceLoader}.
 */
public interface Peers {

  /** The library's name in the report. */
  String library();

  /**
   * Makes its learners by name, each untrained.
   *
   * @param recording of classes, that they will learn from
   * @param settings of the job that they stand beside: how much a key remembers, and of how many
   *     classes
   */
  Map<String, Supplier<Baseline>> learners(Recording recording, LearnerSettings settings);
}
