package dev.reinstate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.event.Event;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.SourceRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** A partition of dead letters holds nobody back. */
class EventsOnlyWatermarksTest {

  private static final Duration IDLE_AFTER = Duration.ofSeconds(30);
  private static final SourceRecord<Event> DEAD_LETTER =
      SourceRecord.malformed(new DeadLetter("t", 0, 0, null, null, DeadLetter.MALFORMED, "wrong"));

  private final ManualClock clock = new ManualClock();
  private final Partition partition = new Partition();
  private final EventsOnlyWatermarks generator =
      new EventsOnlyWatermarks(
          new WatermarksWithIdleness<>(
              new OutOfOrdernessWatermarks(Duration.ofSeconds(5)), IDLE_AFTER, clock));

  private static final class Partition implements WatermarkOutput {
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  @Test
  void deadLettersAloneLeaveAPartitionIdle() {
    pass(DEAD_LETTER, IDLE_AFTER.multipliedBy(3));
    assertThat(partition.idle).isTrue();
    assertThat(partition.watermark).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void deadLettersBehindAnEventLeaveAPartitionIdle() {
    pass(SourceRecord.of(TestEvents.observation("k", "o", 100_000)), Duration.ofSeconds(1));
    pass(DEAD_LETTER, IDLE_AFTER.multipliedBy(3));
    assertThat(partition.idle).isTrue();
    assertThat(partition.watermark).isEqualTo(94_999);
  }

  @Test
  void eventsKeepItAwake() {
    pass(DEAD_LETTER, IDLE_AFTER.multipliedBy(3));
    pass(SourceRecord.of(TestEvents.observation("k", "o", 100_000)), IDLE_AFTER.multipliedBy(3));
    assertThat(partition.idle).isFalse();
    assertThat(partition.watermark).isEqualTo(94_999);
  }

  /** The same record every second. */
  private void pass(SourceRecord<Event> arrival, Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      long timestamp = arrival.value() == null ? Long.MIN_VALUE : arrival.value().time();
      generator.onEvent(arrival, timestamp, partition);
      generator.onPeriodicEmit(partition);
      clock.advanceTime(Duration.ofSeconds(1));
    }
  }
}
