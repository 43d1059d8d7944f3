package dev.reinstate.recording.file;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The learner's events as Avro records and back. A vector is little-endian float32 bytes. */
public final class AvroEvents {

  private AvroEvents() {}

  /**
   * @throws IllegalArgumentException if the features are not a whole number of 4-byte floats
   */
  public static Observation observation(dev.reinstate.avro.Observation avro) {
    return new Observation(
        avro.getKey(), avro.getId(), avro.getTime().toEpochMilli(), features(avro.getFeatures()));
  }

  /**
   * @param origin where the record was read
   */
  public static Feedback feedback(dev.reinstate.avro.Feedback avro, Feedback.Origin origin) {
    Instant observationTime = avro.getObservationTime();
    return new Feedback(
        avro.getKey(),
        avro.getId(),
        avro.getObservationId(),
        avro.getTime().toEpochMilli(),
        observationTime == null ? Feedback.UNKNOWN_TIME : observationTime.toEpochMilli(),
        ((Number) avro.getTarget()).doubleValue(),
        avro.getWeight(),
        origin);
  }

  public static dev.reinstate.avro.Observation toAvro(Observation observation) {
    return new dev.reinstate.avro.Observation(
        observation.key(),
        observation.observationId(),
        Instant.ofEpochMilli(observation.time()),
        Float32Bytes.encode(observation.features()));
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
        feedback.observationTime() == Feedback.UNKNOWN_TIME
            ? null
            : Instant.ofEpochMilli(feedback.observationTime()),
        value,
        feedback.weight());
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
