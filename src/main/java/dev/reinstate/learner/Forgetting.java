package dev.reinstate.learner;

import dev.reinstate.event.EventCounts;
import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.state.HeldFeedback;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.KeyedState;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.HeldFeedbackStore;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.state.session.Priors;
import dev.reinstate.state.session.TraceStore;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Deletes for good: a memory, pending or readable, with its trace; or all of a key. Reads of others
 * do not know it any more, see {@link EvictedIds}. What was learned from it, and its part in the
 * rate over all keys, stay.
 */
final class Forgetting {

  private final Priors priors;
  private final EventCounts eventCounts;
  private final PendingObservations pending;
  private final TraceStore traces;
  private final HeldFeedbackStore heldFeedback;
  private final EvictedIds names;
  private final boolean separate;

  /**
   * @param separate whether memories are under other keys than traces
   */
  Forgetting(
      TraceStore traces,
      HeldFeedbackStore heldFeedback,
      EvictedIds names,
      Priors priors,
      EventCounts eventCounts,
      PendingObservations pending,
      boolean separate) {
    this.separate = separate;
    this.traces = traces;
    this.heldFeedback = heldFeedback;
    this.names = names;
    this.priors = priors;
    this.eventCounts = eventCounts;
    this.pending = pending;
  }

  /** Deletes all of a key; the session is of no use afterwards. */
  void forgetKey(KeySession session) {
    eventCounts.add(Count.MEMORIES_FORGOTTEN, session.memory().size());
    Iterator<Map.Entry<String, Trace>> traces = session.selected().traces();
    while (traces.hasNext()) {
      pendingNoMore(session, traces.next().getValue());
    }
    Iterator<Map.Entry<String, HeldFeedback>> held = session.selected().held();
    while (held.hasNext()) {
      heldNoMore(session, held.next().getValue().feedback());
    }
    session.cancelWake();
    session.selected().clear();
  }

  /** Deletes the memory of an observation. */
  void forgetMemory(KeySession session, String observationId) {
    KeyedState state = session.selected();
    KeyHeader header = session.header();
    session.cancelWake();
    Trace trace = state.trace(observationId);
    if (trace != null) {
      pendingNoMore(session, trace);
      if (!trace.isPending() && !separate) {
        priors.forgotten(header.known, trace.value());
      }
      traces.remove(session, observationId, trace);
    }
    if (!separate) {
      boolean known = trace != null && !trace.isPending();
      forgetReadable(session, observationId::equals, known ? trace.slots()[0] : Trace.NOWHERE);
      names.forget(session, observationId);
    }
    HeldFeedback held = state.held(observationId);
    if (held != null) {
      heldNoMore(session, held.feedback());
      heldFeedback.remove(session, observationId, held);
    }
    forgetWhatIsEmpty(session);
    session.headerChanged();
  }

  /**
   * Deletes memories of a key under which there are no traces.
   *
   * @param forgotten says of a memory's id whether it is
   */
  void forgetMemories(KeySession session, Predicate<String> forgotten) {
    forgetReadable(session, forgotten, Trace.NOWHERE);
    names.forgetIf(session, forgotten);
    forgetWhatIsEmpty(session);
  }

  /**
   * A memory may outlive its trace, which would know its value; and after the horizon an
   * observation of the same id makes another memory.
   *
   * @param forgotten says of a memory's id whether it is
   * @param known slot of the memory whose value is forgotten already; {@link Trace#NOWHERE}: none
   */
  private void forgetReadable(KeySession session, Predicate<String> forgotten, int known) {
    ExternalMemory memory = session.memory();
    for (int slot = memory.find(forgotten, 0); slot >= 0; slot = memory.find(forgotten, slot + 1)) {
      if (slot != known) {
        priors.forgotten(session.header().known, memory.value(slot));
      }
      memory.remove(slot);
      eventCounts.increment(Count.MEMORIES_FORGOTTEN);
      session.headerChanged();
    }
  }

  private void forgetWhatIsEmpty(KeySession session) {
    KeyHeader header = session.header();
    if (session.memory().size() == 0) {
      header.memoriesDue = KeyHeader.NEVER;
    }
    if (header.isEmpty()) {
      header.reset(priors.newStatistics());
    }
  }

  private void pendingNoMore(KeySession session, Trace trace) {
    if (trace.isPending()) {
      pending.remove(session.group(), trace.time());
    }
  }

  private void heldNoMore(KeySession session, List<Feedback> held) {
    session.group().add(Count.HELD, -held.size());
    eventCounts.add(Count.FORGOTTEN, held.size());
  }
}
