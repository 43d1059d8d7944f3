package dev.reinstate.kafka;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.kafka.record.FeedbackCodec;
import dev.reinstate.kafka.record.ObservationCodec;
import dev.reinstate.kafka.record.RecordLimits;
import dev.reinstate.stream.JobEndpoints;
import dev.reinstate.stream.types.DeadLetter;
import dev.reinstate.stream.types.RejectedEvent;
import java.nio.charset.StandardCharsets;

/**
 * Makes dead letters of feedback and observations that were read well and could not be used. They
 * are encoded again, so their bytes are those of this job's schemas. Feedback knows its place on
 * its topic; an observation does not, since state would hold it for each that waits. An instance
 * belongs to one thread.
 */
final class RejectionDeadLetters implements JobEndpoints.DeadLetters {

  private final String observationsTopic;
  private final String feedbackTopic;
  private final FeedbackCodec feedbackCodec;
  private final ObservationCodec observationCodec;

  /**
   * @param topics the job's
   * @param limits the job's
   */
  RejectionDeadLetters(Topics topics, RecordLimits limits) {
    observationsTopic = topics.observations();
    feedbackTopic = topics.feedback();
    feedbackCodec = new FeedbackCodec(limits);
    observationCodec = new ObservationCodec(limits);
  }

  @Override
  public DeadLetter of(RejectedEvent rejected) {
    if (rejected.event() instanceof Observation observation) {
      return letter(
          rejected, observationsTopic, Feedback.Origin.NONE, observationCodec.encode(observation));
    }
    if (rejected.event() instanceof Feedback feedback) {
      return letter(rejected, feedbackTopic, feedback.origin(), feedbackCodec.encode(feedback));
    }
    throw new IllegalArgumentException("only observations and feedback are rejected");
  }

  private static DeadLetter letter(
      RejectedEvent rejected, String topic, Feedback.Origin origin, byte[] value) {
    return new DeadLetter(
        topic,
        origin.partition(),
        origin.offset(),
        rejected.event().key().getBytes(StandardCharsets.UTF_8),
        value,
        rejected.reason().label(),
        rejected.message());
  }
}
