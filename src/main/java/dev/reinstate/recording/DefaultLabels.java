package dev.reinstate.recording;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The labels of observations for which no feedback comes, as the learner takes them: the default
 * feedback, when it falls due.
 */
public final class DefaultLabels {

  private static final String ID = "default";

  private final @Nullable DefaultFeedbackSettings defaultFeedback;
  private final int maxWaiting;
  private final Queue<DefaultFeedback> waiting = new PriorityQueue<>(EventOrder.INSTANCE);

  /**
   * @param defaultFeedback null: none is applied
   * @param maxWaiting default feedback that waits; beyond it, what is due first is dropped
   */
  public DefaultLabels(@Nullable DefaultFeedbackSettings defaultFeedback, int maxWaiting) {
    this.defaultFeedback = defaultFeedback;
    this.maxWaiting = maxWaiting;
  }

  public @Nullable DefaultFeedbackSettings defaultFeedback() {
    return defaultFeedback;
  }

  public void observed(Observation observation) {
    if (defaultFeedback == null) {
      return;
    }
    waiting.add(
        new DefaultFeedback(
            observation.key(),
            observation.observationId(),
            observation.time() + defaultFeedback.after()));
    if (waiting.size() > maxWaiting) {
      waiting.remove();
    }
  }

  /** The next default feedback that falls due before an event, or null. */
  public @Nullable Feedback before(Event event) {
    DefaultFeedback due = waiting.peek();
    if (due == null || EventOrder.INSTANCE.compare(due, event) >= 0) {
      return null;
    }
    waiting.remove();
    return new Feedback(
        due.key(),
        ID,
        due.observationId(),
        due.time(),
        due.time() - defaultFeedback.after(),
        defaultFeedback.target(),
        1,
        Feedback.Origin.NONE);
  }
}
