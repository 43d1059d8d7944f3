package dev.reinstate.state.session;

import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Trace;

/** Puts and removes the traces of keys, and notes when each expires. */
public final class TraceStore {

  private final DueTimes due;
  private final EvictedIds names;

  public TraceStore(DueTimes due, EvictedIds names) {
    this.due = due;
    this.names = names;
  }

  /** Puts a trace where there is none of its observation. */
  public void add(KeySession session, String observationId, Trace trace) {
    KeyedState state = session.selected();
    KeyHeader header = session.header();
    long place = header.traces.add(state, header, observationId, due.trace(due.traceEnd(trace)));
    state.putTrace(observationId, trace.at(place));
    session.headerChanged();
  }

  /**
   * Puts a trace in the place of what it was before, which may have ended at another time.
   *
   * @param before as it was
   */
  public void replace(KeySession session, String observationId, Trace before, Trace trace) {
    if (due.traceEnd(before) == due.traceEnd(trace)) {
      session.selected().putTrace(observationId, trace);
      return;
    }
    session.header().traces.remove(session.selected(), observationId, before.place());
    add(session, observationId, trace);
  }

  public void remove(KeySession session, String observationId, Trace trace) {
    KeyedState state = session.selected();
    session.header().traces.remove(state, observationId, trace.place());
    state.removeTrace(observationId);
    if (session.header().traces.isEmpty()) {
      names.expire(session, KeyHeader.NEVER);
    }
    session.headerChanged();
  }
}
