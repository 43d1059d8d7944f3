package dev.reinstate.bench;

import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.recording.Recording;
import dev.reinstate.settings.LearnerSettings;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Learners of another library, which {@code bench} compares with. Its licence may be stricter than
 * ours, so it is built only where it is asked for, and found by {@link ServiceLoader}.
 */
public interface Peers {

  /**
   * Those of this build.
   *
   * @throws IllegalStateException if it has none
   */
  static Peers available() {
    return ServiceLoader.load(Peers.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this build has no peers; expected one with Maven's profile peers, as"
                        + " ./reinstate bench peers makes it"));
  }

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
