package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @CsvSource({"auto,AUTO,0", "cpu,CPU,0", "cuda,CUDA,0", "cuda:0,CUDA,0", "cuda:12,CUDA,12"})
  void writtenDevicesAreUnderstood(String text, Device.Kind kind, int index) {
    assertThat(Device.parse(text)).contains(new Device(kind, index));
    assertThat(Device.parse(Device.parse(text).orElseThrow().toString()))
        .isEqualTo(Device.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:x", "CPU", "cuda:99999"})
  void othersAreNot(String text) {
    assertThat(Device.parse(text)).isEmpty();
  }

  @Test
  void plainJavaHasNoCuda() {
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> NetworkProvider.of(ComputeSettings.JAVA.on(Device.cuda(1))))
        .withMessage(
            "compute.device cuda:1: compute.provider java computes on the CPU; allowed: auto, cpu");
  }
}
