package dev.reinstate.stream;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For a source whose records have no part in event time: it is idle from the start, so that event
 * time is that of the other sources.
 *
 * <p>A watermark behind all time would not hold the others back either. But it would become the
 * job's event time as soon as all others fall idle, and no timer would ever fire again.
 */
final class IdleWatermarks<T> implements WatermarkGenerator<T> {

  @Override
  public void onEvent(T record, long time, WatermarkOutput output) {}

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
