package dev.reinstate.learner;

import dev.reinstate.event.EventCounts.Count;
import dev.reinstate.event.Feedback;
import dev.reinstate.learner.output.CheckedOutput;
import dev.reinstate.learner.output.Rejections;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.KeyHeader;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.DueTimes;
import dev.reinstate.state.session.EvictedIds;
import dev.reinstate.state.session.HeldFeedbackStore;
import dev.reinstate.state.session.KeySession;
import dev.reinstate.state.session.PendingObservations;
import dev.reinstate.state.session.Priors;
import dev.reinstate.state.session.TraceStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Expires what event time has passed: traces, held feedback, memories and at last the key. Every
 * key goes through the same due times whenever it is woken, so that results do not depend on when
 * that is.
 */
final class Expiry {

  private final LearnerSettings settings;
  private final DueTimes due;
  private final Priors priors;
  private final PendingObservations pending;
  private final Rejections rejections;
  private final TraceStore traces;
  private final HeldFeedbackStore heldFeedback;
  private final EvictedIds names;

  Expiry(
      LearnerSettings settings,
      TraceStore traces,
      HeldFeedbackStore heldFeedback,
      EvictedIds names,
      Priors priors,
      PendingObservations pending,
      Rejections rejections) {
    this.settings = settings;
    this.due = DueTimes.of(settings);
    this.traces = traces;
    this.heldFeedback = heldFeedback;
    this.names = names;
    this.priors = priors;
    this.pending = pending;
    this.rejections = rejections;
  }

  /**
   * Deletes all that is due.
   *
   * @param time the time reached
   */
  void expire(KeySession session, long time, CheckedOutput out) {
    KeyHeader header = session.header();
    while (header.due() <= time) {
      long now = header.due();
      header.held.take(session.selected(), now, id -> expireHeld(session, id, now, out));
      header.traces.take(session.selected(), now, id -> expireTrace(session, id, now));
      if (header.memoriesDue == now) {
        long earliest =
            session.memory().removeUntil(now - settings.memory().expireAfter(), names.of(session));
        header.memoriesDue = earliest == KeyHeader.NEVER ? KeyHeader.NEVER : due.memory(earliest);
      }
      names.expire(session, now);
      if (header.isEmpty()) {
        header.reset(priors.newStatistics());
      }
      session.headerChanged();
    }
  }

  private void expireHeld(KeySession session, String id, long now, CheckedOutput out) {
    List<Feedback> left = new ArrayList<>();
    for (Feedback feedback : session.selected().held(id).feedback()) {
      if (feedback.time() + settings.feedback().earlyWait() <= now) {
        session.group().add(Count.HELD, -1);
        rejections.orphan(feedback, out);
      } else {
        left.add(feedback);
      }
    }
    if (left.isEmpty()) {
      session.selected().removeHeld(id);
    } else {
      heldFeedback.put(session, id, null, left);
    }
  }

  private void expireTrace(KeySession session, String id, long now) {
    Trace trace = session.selected().trace(id);
    if (due.traceEnd(trace) > now) {
      // the horizon has become longer since
      traces.add(session, id, trace);
      return;
    }
    if (trace.isPending()) {
      pending.remove(session.group(), trace.time());
    }
    session.selected().removeTrace(id);
  }
}
