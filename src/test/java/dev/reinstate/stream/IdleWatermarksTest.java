package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class IdleWatermarksTest {

  @Test
  void isIdleAndNeverTellsATime() {
    List<String> told = new ArrayList<>();
    WatermarkOutput output =
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark watermark) {
            told.add(watermark.toString());
          }

          @Override
          public void markIdle() {
            told.add("idle");
          }

          @Override
          public void markActive() {
            told.add("active");
          }
        };
    IdleWatermarks<String> generator = new IdleWatermarks<>();
    generator.onPeriodicEmit(output);
    generator.onEvent("a model", 5, output);
    generator.onPeriodicEmit(output);
    assertThat(told).containsOnly("idle");
  }
}
