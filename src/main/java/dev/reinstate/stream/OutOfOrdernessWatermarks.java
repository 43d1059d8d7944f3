package dev.reinstate.stream;

import dev.reinstate.event.Event;
import dev.reinstate.stream.types.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks of a partition whose events may be out of order by a fixed time. They are emitted
 * after every few events as well as periodically: what a watermark releases is processed in one go,
 * and a new model has to wait for that.
 */
final class OutOfOrdernessWatermarks implements WatermarkGenerator<SourceRecord<Event>> {

  private static final int EVENTS_A_WATERMARK = 64;

  private final long maxOutOfOrderness;
  private long latest;
  private int events;

  OutOfOrdernessWatermarks(Duration maxOutOfOrderness) {
    this.maxOutOfOrderness = maxOutOfOrderness.toMillis();
    latest = Long.MIN_VALUE + this.maxOutOfOrderness + 1;
  }

  @Override
  public void onEvent(SourceRecord<Event> arrival, long timestamp, WatermarkOutput output) {
    latest = Math.max(latest, timestamp);
    if (++events == EVENTS_A_WATERMARK) {
      events = 0;
      onPeriodicEmit(output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(new Watermark(latest - maxOutOfOrderness - 1));
  }
}
