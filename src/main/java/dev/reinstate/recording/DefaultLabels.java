package dev.reinstate.recording;

import dev.reinstate.event.DefaultFeedback;
import dev.reinstate.event.Event;
import dev.reinstate.event.EventOrder;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.FeedbackSettings;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The labels of observations for which no feedback comes, as the learner takes them: the default
 * feedback, when it falls due.
 */
public final class DefaultLabels {

  private static final String ID = "default";

  private final FeedbackSettings settings;
  private final int maxWaiting;
  private final Queue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due, EventOrder.INSTANCE));

  private record Waiting(DefaultFeedback due, long observationTime) {}

  /**
   * @param settings say whether default feedback is applied, and when
   * @param maxWaiting default feedback that waits; beyond it, what is due first is dropped
   */
  public DefaultLabels(FeedbackSettings settings, int maxWaiting) {
    this.settings = settings;
    this.maxWaiting = maxWaiting;
  }

  /** What is applied where no feedback comes; null: nothing. */
  public @Nullable DefaultFeedbackSettings defaultFeedback() {
    return settings.defaultFeedback();
  }

  public void observed(Observation observation) {
    settings
        .defaultFeedbackFor(observation)
        .ifPresent(due -> waiting.add(new Waiting(due, observation.time())));
    if (waiting.size() > maxWaiting) {
      waiting.remove();
    }
  }

  /** The next default feedback that falls due before an event, or null. */
  public @Nullable Feedback before(Event event) {
    Waiting next = waiting.peek();
    if (next == null || EventOrder.INSTANCE.compare(next.due, event) >= 0) {
      return null;
    }
    waiting.remove();
    DefaultFeedback due = next.due;
    return new Feedback(
        due.key(),
        ID,
        due.observationId(),
        due.time(),
        next.observationTime,
        settings.defaultFeedback().target(),
        1,
        Feedback.Origin.NONE);
  }
}
