package dev.reinstate.stream;

import dev.reinstate.event.Event;
import dev.reinstate.stream.types.SourceRecord;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Keeps records that are no events from a generator of watermarks: they neither move event time nor
 * hold it back. To Flink's idleness any record is a sign of life, so a partition of dead letters
 * alone would stop the event time of all others at the beginning of time.
 *
 * @param generator sees the events
 */
record EventsOnlyWatermarks(WatermarkGenerator<SourceRecord<Event>> generator)
    implements WatermarkGenerator<SourceRecord<Event>> {

  @Override
  public void onEvent(SourceRecord<Event> arrival, long timestamp, WatermarkOutput output) {
    if (arrival.value() != null) {
      generator.onEvent(arrival, timestamp, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    generator.onPeriodicEmit(output);
  }
}
