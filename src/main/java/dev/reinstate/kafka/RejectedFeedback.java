package dev.reinstate.kafka;

import dev.reinstate.learner.Feedback;
import dev.reinstate.stream.Channels;
import dev.reinstate.stream.DeadLetter;
import dev.reinstate.stream.Rejected;
import java.nio.charset.StandardCharsets;

/**
 * Makes dead letters of feedback that was read well and could not be used. It is encoded again, so
 * its bytes are those of this job's schema. An instance belongs to one thread.
 */
final class RejectedFeedback implements Channels.DeadLetters {

  private final String topic;
  private final FeedbackCodec codec;

  /**
   * @param topic the feedback topic
   * @param limits the job's
   */
  RejectedFeedback(String topic, RecordLimits limits) {
    this.topic = topic;
    this.codec = new FeedbackCodec(limits);
  }

  @Override
  public DeadLetter of(Rejected rejected) {
    Feedback feedback = rejected.feedback();
    return new DeadLetter(
        topic,
        feedback.origin().partition(),
        feedback.origin().offset(),
        feedback.key().getBytes(StandardCharsets.UTF_8),
        codec.encode(feedback),
        rejected.reason().label(),
        rejected.message());
  }
}
