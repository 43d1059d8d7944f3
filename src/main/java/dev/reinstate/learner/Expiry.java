package dev.reinstate.learner;

import dev.reinstate.learner.Books.Count;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Lets go of what event time has passed: traces, held feedback, memories and at last the key. Every
 * key goes through the same due times whenever it is woken, so that results do not depend on when
 * that is.
 */
final class Expiry {

  private final LearnerSettings settings;
  private final DueTimes due;
  private final Priors priors;
  private final Pending pending;
  private final Rejections rejections;

  Expiry(LearnerSettings settings, Priors priors, Pending pending, Rejections rejections) {
    this.settings = settings;
    this.due = DueTimes.of(settings);
    this.priors = priors;
    this.pending = pending;
    this.rejections = rejections;
  }

  /**
   * Lets go of all that is due.
   *
   * @param time the time reached
   */
  void expire(KeySession session, long time, LearnerOutput out) {
    KeyHeader header = session.header();
    while (header.due() <= time) {
      long now = header.due();
      if (header.heldDue == now) {
        header.heldDue = expireHeld(session, now, out);
      }
      if (header.tracesDue == now) {
        header.tracesDue = expireTraces(session, now);
      }
      if (header.memoriesDue == now) {
        long earliest = session.memory().removeUntil(now - settings.memory().expireAfter());
        header.memoriesDue = earliest == KeyHeader.NEVER ? KeyHeader.NEVER : due.memory(earliest);
      }
      if (header.isEmpty()) {
        header.reset(priors.newStatistics());
      }
      session.headerChanged();
    }
  }

  private long expireHeld(KeySession session, long now, LearnerOutput out) {
    long next = KeyHeader.NEVER;
    Iterator<Map.Entry<String, List<Feedback>>> all = session.selected().held();
    while (all.hasNext()) {
      Map.Entry<String, List<Feedback>> entry = all.next();
      List<Feedback> left = new ArrayList<>();
      for (Feedback feedback : entry.getValue()) {
        if (feedback.time() + settings.feedback().earlyWait() <= now) {
          session.group().add(Count.HELD, -1);
          rejections.orphan(feedback, out);
        } else {
          left.add(feedback);
          next = Math.min(next, due.held(feedback.time()));
        }
      }
      if (left.isEmpty()) {
        all.remove();
      } else if (left.size() < entry.getValue().size()) {
        entry.setValue(left);
      }
    }
    return next;
  }

  private long expireTraces(KeySession session, long now) {
    long next = KeyHeader.NEVER;
    Iterator<Map.Entry<String, Trace>> all = session.selected().traces();
    while (all.hasNext()) {
      Trace trace = all.next().getValue();
      long end = due.traceEnd(trace);
      if (end > now) {
        next = Math.min(next, due.trace(end));
      } else {
        if (trace.isPending()) {
          pending.remove(session.group(), trace.time());
        }
        all.remove();
      }
    }
    return next;
  }
}
