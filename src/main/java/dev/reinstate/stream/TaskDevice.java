package dev.reinstate.stream;

import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.settings.LearnerSettings;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Which GPU a task computes on: where Flink gives its TaskManager one of the machine's, as the
 * external resource {@code gpu}, that one takes the place of {@code compute.device: auto}.
 */
final class TaskDevice {

  /** Names of Flink's own GPU driver. */
  private static final String RESOURCE = "gpu";

  private static final String INDEX = "index";

  private TaskDevice() {}

  static LearnerSettings settings(LearnerSettings settings, RuntimeContext context) {
    if (settings.compute().engine() == Engine.JAVA
        || settings.compute().device().kind() != Device.Kind.AUTO) {
      return settings;
    }
    return of(settings, context.getExternalResourceInfos(RESOURCE));
  }

  /** The lowest index that the TaskManager has. */
  static LearnerSettings of(LearnerSettings settings, Set<ExternalResourceInfo> gpus) {
    return gpus.stream()
        .flatMap(gpu -> gpu.getProperty(INDEX).stream())
        .map(Integer::valueOf)
        .sorted()
        .findFirst()
        .map(index -> settings.withCompute(settings.compute().on(Device.cuda(index))))
        .orElse(settings);
  }
}
