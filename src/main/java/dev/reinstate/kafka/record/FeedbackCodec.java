package dev.reinstate.kafka.record;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.recording.file.AvroEvents;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Feedback as values of the feedback topic: a class is an int, a value or a reward a double. An
 * instance belongs to one thread.
 */
public final class FeedbackCodec implements Serializable {

  private final RecordLimits limits;
  private final SingleObject<dev.reinstate.avro.Feedback> format =
      new SingleObject<>(dev.reinstate.avro.Feedback.class);

  public FeedbackCodec(RecordLimits limits) {
    this.limits = limits;
  }

  public byte[] encode(Feedback feedback) {
    return format.encode(AvroEvents.toAvro(feedback, limits.target()));
  }

  /**
   * @param value the topic's bytes, or null
   * @param origin where they were read
   * @throws MalformedRecordException if they are no feedback within the limits
   */
  public Feedback decode(byte @Nullable [] value, Feedback.Origin origin)
      throws MalformedRecordException {
    dev.reinstate.avro.Feedback record = format.decode(value);
    return limits.check(
        new Feedback(
            record.getKey(),
            record.getId(),
            record.getObservationId(),
            record.getTime().toEpochMilli(),
            observationTime(record.getObservationTime()),
            target(record.getTarget()),
            record.getWeight(),
            origin));
  }

  private static long observationTime(Instant time) {
    return time == null ? Feedback.UNKNOWN_TIME : time.toEpochMilli();
  }

  /** The target as the learner takes it, from Avro's union of int and double. */
  private double target(Object value) throws MalformedRecordException {
    if (limits.target() == Target.CLASS && !(value instanceof Integer)) {
      throw new MalformedRecordException(
          "target: the double %s, expected an int, the class, 0 to %d"
              .formatted(value, limits.events().classes() - 1));
    }
    return ((Number) value).doubleValue();
  }
}
