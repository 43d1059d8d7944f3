package dev.reinstate.kafka.record;

import dev.reinstate.event.Observation;
import dev.reinstate.recording.file.AvroEvents;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Observations as values of the observations topic. An instance belongs to one thread. */
public final class ObservationCodec implements Serializable {

  private final RecordLimits limits;
  private final SingleObject<dev.reinstate.avro.Observation> format =
      new SingleObject<>(dev.reinstate.avro.Observation.class);

  public ObservationCodec(RecordLimits limits) {
    this.limits = limits;
  }

  public byte[] encode(Observation observation) {
    return format.encode(AvroEvents.toAvro(observation));
  }

  /**
   * @param value the topic's bytes, or null
   * @throws MalformedRecordException if they are no observation within the limits
   */
  public Observation decode(byte @Nullable [] value) throws MalformedRecordException {
    dev.reinstate.avro.Observation record = format.decode(value);
    checkSize(record.getFeatures());
    return limits.check(AvroEvents.observation(record));
  }

  private void checkSize(ByteBuffer features) throws MalformedRecordException {
    int expected = limits.observationSize() * Float.BYTES;
    if (features.remaining() != expected) {
      throw new MalformedRecordException(
          "features: %d bytes, expected %d: %d float32 numbers of 4 bytes"
              .formatted(features.remaining(), expected, limits.observationSize()));
    }
  }
}
