package dev.reinstate.recording.file;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The learner's events as Avro records and back. A vector is little-endian float32 bytes. */
public final class AvroEvents {

  private AvroEvents() {}

  /**
   * @throws IllegalArgumentException if the features are not a whole number of 4-byte floats
   */
  public static Observation observation(dev.reinstate.avro.Observation avro) {
    return new Observation(
        avro.getKey(),
        avro.getId(),
        avro.getTime().toEpochMilli(),
        features(avro.getFeatures()),
        avro.getKeys(),
        millis(avro.getFeedbackDue(), Observation.NO_FEEDBACK_DUE));
  }

  /**
   * @param origin where the record was read
   */
  public static Feedback feedback(dev.reinstate.avro.Feedback avro, Feedback.Origin origin) {
    return new Feedback(
        avro.getKey(),
        avro.getId(),
        avro.getObservationId(),
        avro.getTime().toEpochMilli(),
        millis(avro.getObservationTime(), Feedback.UNKNOWN_TIME),
        ((Number) avro.getTarget()).doubleValue(),
        avro.getWeight(),
        origin);
  }

  public static dev.reinstate.avro.Observation toAvro(Observation observation) {
    return new dev.reinstate.avro.Observation(
        observation.key(),
        observation.observationId(),
        Instant.ofEpochMilli(observation.time()),
        Float32Bytes.encode(observation.features()),
        observation.keys(),
        instant(observation.feedbackDue(), Observation.NO_FEEDBACK_DUE));
  }

  /**
   * @param target decides how the target is written: a class as int, all else as double
   */
  public static dev.reinstate.avro.Feedback toAvro(Feedback feedback, Target target) {
    Object value = feedback.target();
    if (target == Target.CLASS) {
      value = (int) feedback.target();
    }
    return new dev.reinstate.avro.Feedback(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        Instant.ofEpochMilli(feedback.time()),
        instant(feedback.observationTime(), Feedback.UNKNOWN_TIME),
        value,
        feedback.weight());
  }

  private static long millis(@Nullable Instant time, long none) {
    return time == null ? none : time.toEpochMilli();
  }

  private static @Nullable Instant instant(long millis, long none) {
    return millis == none ? null : Instant.ofEpochMilli(millis);
  }

  private static float[] features(ByteBuffer bytes) {
    if (bytes.remaining() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "features are %d bytes; expected little-endian float32, 4 bytes a feature"
              .formatted(bytes.remaining()));
    }
    return Float32Bytes.decode(bytes);
  }
}
