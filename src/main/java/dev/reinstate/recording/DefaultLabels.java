package dev.reinstate.recording;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The labels of observations for which no feedback comes, as the learner takes them: the default,
 * at its deadline.
 */
public final class DefaultLabels {

  private static final String ID = "default";

  private final DefaultFeedbackSettings fallback;
  private final int most;
  private final Queue<DefaultFeedback> deadlines = new PriorityQueue<>(EventOrder.INSTANCE);

  /**
   * @param fallback null where there is no default
   * @param most deadlines that are remembered, the latest
   */
  public DefaultLabels(DefaultFeedbackSettings fallback, int most) {
    this.fallback = fallback;
    this.most = most;
  }

  public DefaultFeedbackSettings fallback() {
    return fallback;
  }

  public void observed(Observation observation) {
    if (fallback == null) {
      return;
    }
    deadlines.add(
        new DefaultFeedback(
            observation.key(), observation.observationId(), observation.time() + fallback.after()));
    if (deadlines.size() > most) {
      deadlines.remove();
    }
  }

  /** The next default that takes effect before an event, or null. */
  public Feedback before(Event event) {
    DefaultFeedback deadline = deadlines.peek();
    if (deadline == null || EventOrder.INSTANCE.compare(deadline, event) >= 0) {
      return null;
    }
    deadlines.remove();
    return new Feedback(
        deadline.key(),
        ID,
        deadline.observationId(),
        deadline.time(),
        deadline.time() - fallback.after(),
        fallback.target(),
        1,
        Feedback.Origin.NONE);
  }
}
