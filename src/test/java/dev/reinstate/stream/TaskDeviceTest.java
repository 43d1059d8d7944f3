package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Device;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.stream.config.SettingsReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class TaskDeviceTest {

  private final LearnerSettings settings =
      SettingsReader.read(
              Map.of(
                  "observation.size", "3",
                  "prediction.target", "value",
                  "compute.provider", "torch"))
          .learner();

  /** As Flink's GPU driver tells of one. */
  private record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }

  @Test
  void theGpuThatFlinkGivesIsTaken() {
    assertThat(TaskDevice.of(settings, Set.of(new Gpu("10"), new Gpu("3"))).compute().device())
        .isEqualTo(Device.cuda(3));
  }

  @Test
  void withoutOneNothingChanges() {
    assertThat(TaskDevice.of(settings, Set.of())).isSameAs(settings);
  }
}
