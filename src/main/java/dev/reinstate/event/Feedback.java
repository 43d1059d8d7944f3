package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import java.io.DataInput;
import java.io.IOException;

/**
 * What became of an observation.
 *
 * @param key the observation's key; not empty
 * @param feedbackId unique among the feedback for one observation; not empty
 * @param observationId the observation that it is about; not empty
 * @param time event time of the feedback, milliseconds since the epoch
 * @param observationTime event time of the observation where the sender knows it, else {@link
 *     #UNKNOWN_TIME}
 * @param target a class index, a value or a reward
 * @param weight weight of its gradient, from 0 to 1e15
 * @param origin where it was read, for its dead letter
 */
@Public
public record Feedback(
    String key,
    String feedbackId,
    String observationId,
    long time,
    long observationTime,
    double target,
    float weight,
    Origin origin)
    implements Event {

  public static final long UNKNOWN_TIME = Long.MIN_VALUE;

  /** The id of default feedback: no feedback that was sent has it. */
  static final String DEFAULT_ID = "";

  /** The weight of default feedback. */
  public static final float DEFAULT_WEIGHT = 1;

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("id", feedbackId);
    to.text("observationId", observationId);
    to.int64("time", time);
    to.int64("observationTime", observationTime);
    to.float64("target", target);
    to.float32("weight", weight);
    to.int32("partition", origin.partition);
    to.int64("offset", origin.offset);
  }

  /** Reads what {@link FieldOutput} wrote. */
  static Feedback read(DataInput in) throws IOException {
    return new Feedback(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readFloat(),
        new Origin(in.readInt(), in.readLong()));
  }

  /** Default feedback as the learner applies it. */
  public static Feedback ofDefault(DefaultFeedback due, long observationTime, double target) {
    return new Feedback(
        due.key(),
        DEFAULT_ID,
        due.observationId(),
        due.time(),
        observationTime,
        target,
        DEFAULT_WEIGHT,
        Origin.NONE);
  }

  /** The same at another event time. */
  public Feedback at(long otherTime) {
    return new Feedback(
        key, feedbackId, observationId, otherTime, observationTime, target, weight, origin);
  }

  public Feedback withTarget(double other) {
    return new Feedback(
        key, feedbackId, observationId, time, observationTime, other, weight, origin);
  }

  /**
   * The place of a record on its topic.
   *
   * @param partition the partition, or -1 where it came from no topic
   * @param offset the offset, or -1
   */
  public record Origin(int partition, long offset) {
    public static final Origin NONE = new Origin(-1, -1);
  }
}
