package dev.reinstate.state.session;

import dev.reinstate.event.Feedback;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts and removes feedback that waits for its observation, and notes when it is given up. */
public final class HeldFeedbackStore {

  private final DueTimes due;

  public HeldFeedbackStore(DueTimes due) {
    this.due = due;
  }

  /**
   * Lets feedback wait, in the place of what waited before.
   *
   * @param before what waited before; null: nothing
   * @param feedback all that waits now, at least one
   */
  public void put(
      KeySession session,
      String observationId,
      @Nullable HeldFeedback before,
      List<Feedback> feedback) {
    long first = first(feedback);
    HeldFeedback held;
    if (before != null && before.due() == first) {
      held = new HeldFeedback(feedback, first, before.place());
    } else {
      if (before != null) {
        session.header().held.remove(session.selected(), observationId, before.place());
      }
      held = queued(session, observationId, feedback);
    }
    session.selected().putHeld(observationId, held);
  }

  private long first(List<Feedback> feedback) {
    long first = KeyHeader.NEVER;
    for (Feedback one : feedback) {
      first = Math.min(first, due.held(one.time()));
    }
    return first;
  }

  /** Notes in the queue when feedback is given up. */
  HeldFeedback queued(KeySession session, String observationId, List<Feedback> feedback) {
    KeyHeader header = session.header();
    long first = first(feedback);
    session.headerChanged();
    return new HeldFeedback(
        feedback, first, header.held.add(session.selected(), header, observationId, first));
  }

  public void remove(KeySession session, String observationId, HeldFeedback held) {
    KeyedState state = session.selected();
    session.header().held.remove(state, observationId, held.place());
    state.removeHeld(observationId);
    session.headerChanged();
  }
}
