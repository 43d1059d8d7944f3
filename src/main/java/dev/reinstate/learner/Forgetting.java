package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import dev.reinstate.memory.ExternalMemory;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Deletes for good: a memory, pending or readable, with its trace and its place in the reads of
 * others; or all of a key. What was learned from it, and its part in the rate over all keys, stay.
 */
final class Forgetting {

  private final Priors priors;
  private final Books books;
  private final Pending pending;

  Forgetting(Priors priors, Books books, Pending pending) {
    this.priors = priors;
    this.books = books;
    this.pending = pending;
  }

  /** Deletes all of a key; the session is of no use afterwards. */
  void forgetKey(KeySession session) {
    books.add(Count.MEMORIES_FORGOTTEN, session.memory().size());
    Iterator<Map.Entry<String, Trace>> traces = session.selected().traces();
    while (traces.hasNext()) {
      pendingNoMore(session, traces.next().getValue());
    }
    Iterator<Map.Entry<String, List<Feedback>>> held = session.selected().held();
    while (held.hasNext()) {
      heldNoMore(session, held.next().getValue());
    }
    session.cancelWakes();
    session.selected().clear();
  }

  /** Deletes the memory of an observation. */
  void forgetMemory(KeySession session, String observationId) {
    KeyedState state = session.selected();
    KeyHeader header = session.header();
    Trace trace = state.trace(observationId);
    if (trace != null) {
      pendingNoMore(session, trace);
      if (!trace.isPending()) {
        priors.forgotten(header.known, trace.value());
      }
      state.removeTrace(observationId);
    }
    forgetReadable(session, observationId, trace);
    List<Feedback> held = state.held(observationId);
    if (held != null) {
      heldNoMore(session, held);
      state.removeHeld(observationId);
    }
    session.cancelWakes();
    if (!takeOutOfReads(state, observationId)) {
      header.tracesDue = KeyHeader.NEVER;
    }
    if (!state.held().hasNext()) {
      header.heldDue = KeyHeader.NEVER;
    }
    if (session.memory().size() == 0) {
      header.memoriesDue = KeyHeader.NEVER;
    }
    if (header.isEmpty()) {
      header.reset(priors.newStatistics());
    }
    session.headerChanged();
  }

  /**
   * A memory may outlive its trace, which would know its value; and after the horizon an
   * observation of the same id makes another memory.
   */
  private void forgetReadable(KeySession session, String observationId, Trace trace) {
    ExternalMemory memory = session.memory();
    for (int slot = memory.find(observationId); slot >= 0; slot = memory.find(observationId)) {
      if (trace == null || trace.isPending() || slot != trace.slot()) {
        priors.forgotten(session.header().known, memory.value(slot));
      }
      memory.remove(slot);
      books.increment(Count.MEMORIES_FORGOTTEN);
    }
  }

  /** Returns whether the key has any traces. */
  private static boolean takeOutOfReads(KeyedState state, String observationId) {
    boolean any = false;
    Iterator<Map.Entry<String, Trace>> traces = state.traces();
    while (traces.hasNext()) {
      any = true;
      Map.Entry<String, Trace> entry = traces.next();
      RecordedRead read = entry.getValue().read();
      int index = read.indexOf(observationId);
      if (index >= 0) {
        entry.setValue(entry.getValue().withRead(read.without(index)));
      }
    }
    return any;
  }

  private void pendingNoMore(KeySession session, Trace trace) {
    if (trace.isPending()) {
      pending.remove(session.group(), trace.time());
    }
  }

  private void heldNoMore(KeySession session, List<Feedback> held) {
    session.group().add(Count.HELD, -held.size());
    books.add(Count.FORGOTTEN, held.size());
  }
}
