package dev.reinstate.state.session;

import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Trace;
import java.util.Iterator;
import java.util.Map;

/**
 * Brings a key of a former format to this one, when it is first worked on: all its traces and all
 * its held feedback are read once and noted in its queues, and ids of memories that traces had read
 * leave them.
 */
public final class FormerKeys {

  private final DueTimes due;
  private final EvictedIds names;
  private final HeldFeedbackStore heldFeedback;

  public FormerKeys(DueTimes due, EvictedIds names, HeldFeedbackStore heldFeedback) {
    this.due = due;
    this.names = names;
    this.heldFeedback = heldFeedback;
  }

  public void adopt(KeySession session) {
    KeyHeader header = session.header();
    if (header.formerDue == null) {
      return;
    }
    KeyedState state = session.selected();
    adoptTraces(session, state);
    Iterator<Map.Entry<String, HeldFeedback>> held = state.held();
    while (held.hasNext()) {
      Map.Entry<String, HeldFeedback> entry = held.next();
      entry.setValue(heldFeedback.queued(session, entry.getKey(), entry.getValue().feedback()));
    }
    header.formerDue = null;
    session.headerChanged();
  }

  private void adoptTraces(KeySession session, KeyedState state) {
    KeyHeader header = session.header();
    // names are kept until the last trace is gone; the oldest headers do not tell when that is
    state
        .traces()
        .forEachRemaining(
            trace -> header.lastRead = Math.max(header.lastRead, trace.getValue().time()));
    Iterator<Map.Entry<String, Trace>> traces = state.traces();
    while (traces.hasNext()) {
      Map.Entry<String, Trace> entry = traces.next();
      Trace trace = entry.getValue();
      long place = header.traces.add(state, header, entry.getKey(), due.trace(due.traceEnd(trace)));
      entry.setValue(names.adopt(session, trace).at(place));
    }
  }
}
