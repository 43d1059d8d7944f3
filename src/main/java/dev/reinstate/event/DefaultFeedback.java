package dev.reinstate.event;

import dev.reinstate.annotation.Internal;
import dev.reinstate.annotation.Public;
import java.io.DataInput;
import java.io.IOException;

/**
 * Applies {@code feedback.default-target} to an observation unless feedback has come before. It
 * follows from its observation ({@code FeedbackSettings.defaultFeedbackFor}) and takes its turn
 * among the other events, because the learner learns from it as from feedback.
 *
 * @param key the observation's key
 * @param observationId the observation
 * @param time event time at which it falls due, milliseconds since the epoch
 */
@Public
public record DefaultFeedback(String key, String observationId, long time) implements Event {

  @Internal
  @Override
  public <E extends Exception> void fields(FieldVisitor<E> to) throws E {
    to.text("key", key);
    to.text("observationId", observationId);
    to.int64("time", time);
  }

  /** Reads what {@link FieldOutput} wrote. */
  static DefaultFeedback read(DataInput in) throws IOException {
    return new DefaultFeedback(in.readUTF(), in.readUTF(), in.readLong());
  }
}
