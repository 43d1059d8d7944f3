package dev.reinstate.kafka;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.Feedback;
import java.io.Serializable;
import java.time.Instant;

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
    return format.encode(
        new dev.reinstate.avro.Feedback(
            feedback.key(),
            feedback.feedbackId(),
            feedback.observationId(),
            Instant.ofEpochMilli(feedback.time()),
            instantOrNull(feedback.observationTime()),
            target(feedback.target()),
            feedback.weight()));
  }

  /**
   * @param value the topic's bytes, or null
   * @param origin where they were read
   * @throws MalformedRecordException if they are no feedback within the limits
   */
  public Feedback decode(byte[] value, Feedback.Origin origin) throws MalformedRecordException {
    dev.reinstate.avro.Feedback record = format.decode(value);
    return new Feedback(
        limits.checkId("key", record.getKey()),
        limits.checkId("id", record.getId()),
        limits.checkId("observationId", record.getObservationId()),
        RecordLimits.checkTime("time", record.getTime().toEpochMilli()),
        observationTime(record.getObservationTime()),
        limits.checkTarget(record.getTarget()),
        RecordLimits.checkWeight(record.getWeight()),
        origin);
  }

  private Object target(double target) {
    // Not a conditional expression: that would turn the int into a double.
    if (limits.target() == Target.CLASS) {
      return (int) target;
    }
    return target;
  }

  private static Instant instantOrNull(long time) {
    return time == Feedback.UNKNOWN_TIME ? null : Instant.ofEpochMilli(time);
  }

  private static long observationTime(Instant time) throws MalformedRecordException {
    return time == null
        ? Feedback.UNKNOWN_TIME
        : RecordLimits.checkTime("observationTime", time.toEpochMilli());
  }
}
