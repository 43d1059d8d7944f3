package dev.reinstate.kafka.record;

import dev.reinstate.event.Forget;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Requests to forget as values of the forget topic. An instance belongs to one thread. */
public final class ForgetCodec implements Serializable {

  private final RecordLimits limits;
  private final SingleObject<dev.reinstate.avro.Forget> format =
      new SingleObject<>(dev.reinstate.avro.Forget.class);

  public ForgetCodec(RecordLimits limits) {
    this.limits = limits;
  }

  public byte[] encode(Forget forget) {
    return format.encode(new dev.reinstate.avro.Forget(forget.key(), forget.observationId()));
  }

  /**
   * @param value the topic's bytes, or null
   * @param time when they came, milliseconds since the epoch
   * @throws MalformedRecordException if they are no request within the limits
   */
  public Forget decode(byte @Nullable [] value, long time) throws MalformedRecordException {
    dev.reinstate.avro.Forget record = format.decode(value);
    return limits.check(new Forget(record.getKey(), record.getObservationId(), time));
  }
}
