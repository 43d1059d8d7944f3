package dev.reinstate.stream;

import dev.reinstate.stream.config.PreflightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/** Whether Flink is configured as the job needs it, as far as the place of submission knows. */
public final class ClusterCheck {

  /** With less, RocksDB reads nearly every page of memories from disk. */
  static final MemorySize MIN_MANAGED = MemorySize.ofMebiBytes(32);

  private ClusterCheck() {}

  /**
   * Checks the settings of a cluster with those of the job.
   *
   * @param ofTheJob go before those of the cluster
   */
  public static PreflightReport of(ReadableConfig cluster, Map<String, String> ofTheJob) {
    Configuration settings = Configuration.fromMap(cluster.toMap());
    settings.addAll(Configuration.fromMap(ofTheJob));
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int parallelism = settings.get(CoreOptions.DEFAULT_PARALLELISM);
    if (parallelism > MemoryJob.MAX_PARALLELISM) {
      errors.add(
          ("the parallelism is %d; allowed: 1 to %d, the max parallelism, which every"
                  + " savepoint of the job depends on")
              .formatted(parallelism, MemoryJob.MAX_PARALLELISM));
    }
    int max = settings.get(PipelineOptions.MAX_PARALLELISM);
    if (max > 0 && max != MemoryJob.MAX_PARALLELISM) {
      errors.add(
          "%s: %d is not allowed; allowed: %d, or leave it out; state of another one cannot be used"
              .formatted(PipelineOptions.MAX_PARALLELISM.key(), max, MemoryJob.MAX_PARALLELISM));
    }
    if (settings.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      warnings.add(
          "%s is not set: without checkpoints nothing that is written exactly once ever shows"
              .formatted(CheckpointingOptions.CHECKPOINTING_INTERVAL.key()));
    }
    managedMemory(settings).ifPresent(errors::add);
    return new PreflightReport(errors, warnings);
  }

  private static Optional<String> managedMemory(Configuration settings) {
    if (!settings.get(StateBackendOptions.STATE_BACKEND).equals("rocksdb")) {
      return Optional.empty();
    }
    return managed(settings)
        .map(all -> all.divide(settings.get(TaskManagerOptions.NUM_TASK_SLOTS)))
        .filter(slot -> slot.compareTo(MIN_MANAGED) < 0)
        .map(
            slot ->
                ("a slot has %s of managed memory, which is RocksDB's; it needs %s at least:"
                        + " raise %s, or lower %s")
                    .formatted(
                        slot.toHumanReadableString(),
                        MIN_MANAGED.toHumanReadableString(),
                        TaskManagerOptions.MANAGED_MEMORY_SIZE.key(),
                        TaskManagerOptions.NUM_TASK_SLOTS.key()));
  }

  /** Not known where the memory of TaskManagers is not configured, as in a JVM of its own. */
  private static Optional<MemorySize> managed(Configuration settings) {
    Optional<MemorySize> given = settings.getOptional(TaskManagerOptions.MANAGED_MEMORY_SIZE);
    if (given.isPresent()) {
      return given;
    }
    try {
      return Optional.of(
          TaskExecutorProcessUtils.processSpecFromConfig(settings).getManagedMemorySize());
    } catch (IllegalConfigurationException e) {
      return Optional.empty();
    }
  }
}
