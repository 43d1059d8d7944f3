package dev.reinstate.kafka;

import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Rejection;
import dev.reinstate.stream.DeadLetter;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes dead letters of feedback that was read well and could not be used. It is encoded again, so
 * its bytes are those of this job's schema. An instance belongs to one thread.
 */
public final class RejectedFeedback implements Serializable {

  private final String topic;
  private final FeedbackCodec codec;

  /**
   * @param topic the feedback topic
   * @param limits the job's
   */
  public RejectedFeedback(String topic, RecordLimits limits) {
    this.topic = topic;
    this.codec = new FeedbackCodec(limits);
  }

  public DeadLetter deadLetter(Feedback feedback, Rejection reason, String error) {
    return new DeadLetter(
        topic,
        feedback.origin().partition(),
        feedback.origin().offset(),
        feedback.key().getBytes(StandardCharsets.UTF_8),
        codec.encode(feedback),
        reason.name().toLowerCase(Locale.ROOT),
        error);
  }
}
