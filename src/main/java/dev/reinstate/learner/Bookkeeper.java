package dev.reinstate.learner;

import dev.reinstate.credit.Attention;
import dev.reinstate.credit.Outcome;
import dev.reinstate.learner.Books.Count;
import dev.reinstate.learner.LearnerSettings.Repeat;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.memory.Memory;
import dev.reinstate.memory.Neighbours;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The second stage: what each event means for its key, one by one and in order. Observations read
 * and become pending; feedback finds its observation, waits for it, or is turned away.
 */
final class Bookkeeper {

  /** A span of event time is divided by this to give the coarseness of its due times. */
  private static final int DUE_TIMES_PER_SPAN = 16;

  private final LearnerSettings settings;
  private final Outcome outcome;
  private final Priors priors;
  private final Books books;
  private final Reinstatement reinstatement;
  private final Neighbours neighbours;
  private final double[] similarities;
  private final double[] weights;
  private final double[] values;
  private final double[] mixture;

  Bookkeeper(
      LearnerSettings settings,
      Outcome outcome,
      Priors priors,
      Books books,
      Reinstatement reinstatement) {
    this.settings = settings;
    this.outcome = outcome;
    this.priors = priors;
    this.books = books;
    this.reinstatement = reinstatement;
    int k = settings.memory().k();
    neighbours = new Neighbours(k);
    similarities = new double[k];
    weights = new double[k];
    values = new double[k];
    mixture = new double[outcome.size()];
  }

  /**
   * Predicts an observation and notes it as pending.
   *
   * @param row its row in the perception
   * @return feedback that came before it, in order; it is no longer held
   */
  List<Feedback> observe(
      KeySession session,
      Observation observation,
      Perception perception,
      int row,
      long version,
      LearnerOutput out) {
    books.increment(Count.OBSERVATIONS);
    Trace before = session.selected().trace(observation.observationId());
    if (before != null && observation.time() <= horizonOf(before.time())) {
      books.increment(Count.OBSERVATIONS_DUPLICATE);
      return List.of();
    }
    if (before != null && before.isPending()) {
      books.add(Count.PENDING, -1);
    }
    KeyHeader header = session.header();
    float[] prior = priors.of(header.known);
    ExternalMemory memory = session.memory();
    memory.search(perception.embeddings(), row * settings.networks().embeddingSize(), neighbours);
    RecordedRead read = record(memory);
    outcome.mix(weights, values, read.count(), prior, mixture);
    out.prediction(
        new Prediction(
            observation.key(),
            observation.observationId(),
            observation.time(),
            version,
            outcome.prediction(mixture),
            read.ids(),
            read.weights(),
            memory.size()));
    books.increment(Count.PREDICTIONS);
    books.increment(Count.PENDING);
    session
        .selected()
        .putTrace(
            observation.observationId(),
            Trace.pending(
                observation.time(),
                version,
                perception.storedEmbedding(row),
                perception.code(row),
                prior,
                read));
    header.tracesDue =
        Math.min(
            header.tracesDue,
            roundUp(horizonOf(observation.time()), settings.feedback().horizon()));
    session.headerChanged();
    return header.heldDue == KeyHeader.NEVER
        ? List.of()
        : release(session, observation.observationId());
  }

  private RecordedRead record(ExternalMemory memory) {
    int count = neighbours.count();
    int[] slots = new int[count];
    String[] ids = new String[count];
    double[] recordedValues = new double[count];
    long[] times = new long[count];
    float[] recordedWeights = new float[count];
    for (int i = 0; i < count; i++) {
      similarities[i] = neighbours.similarity(i);
      slots[i] = neighbours.slot(i);
      ids[i] = memory.id(slots[i]);
      times[i] = memory.time(slots[i]);
      values[i] = memory.value(slots[i]);
      recordedValues[i] = values[i];
    }
    Attention.weights(similarities, count, settings.memory().temperature(), weights);
    for (int i = 0; i < count; i++) {
      recordedWeights[i] = (float) weights[i];
    }
    return new RecordedRead(slots, ids, recordedWeights, recordedValues, times);
  }

  private List<Feedback> release(KeySession session, String observationId) {
    List<Feedback> waiting = session.selected().held(observationId);
    if (waiting == null) {
      return List.of();
    }
    session.selected().removeHeld(observationId);
    books.add(Count.HELD, -waiting.size());
    List<Feedback> released = new ArrayList<>(waiting);
    released.sort(EventOrder.INSTANCE);
    return released;
  }

  /** Feedback as it comes. */
  void feedback(KeySession session, Feedback feedback, boolean learning, LearnerOutput out) {
    books.increment(Count.FEEDBACK);
    Trace trace = session.selected().trace(feedback.observationId());
    if (trace == null) {
      hold(session, feedback, out);
    } else if (feedback.time() > horizonOf(trace.time())) {
      reject(feedback, Rejection.LATE, out);
    } else {
      match(session, feedback, trace, learning);
    }
  }

  /** Feedback that waited for an observation which has just been noted. */
  void early(KeySession session, Feedback feedback, boolean learning, LearnerOutput out) {
    Trace trace = session.selected().trace(feedback.observationId());
    if (trace.time() > feedback.time() + settings.feedback().earlyWait()) {
      reject(feedback, Rejection.ORPHAN, out);
    } else if (feedback.time() > horizonOf(trace.time())) {
      reject(feedback, Rejection.LATE, out);
    } else if (match(session, feedback, trace, learning)) {
      books.increment(Count.EARLY);
    }
  }

  private void hold(KeySession session, Feedback feedback, LearnerOutput out) {
    if (feedback.observationTime() != Feedback.UNKNOWN_TIME
        && feedback.time() > horizonOf(feedback.observationTime())) {
      reject(feedback, Rejection.LATE, out);
      return;
    }
    List<Feedback> before = session.selected().held(feedback.observationId());
    List<Feedback> held = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
    if (held.stream().anyMatch(other -> other.feedbackId().equals(feedback.feedbackId()))) {
      books.increment(Count.DUPLICATE);
      return;
    }
    held.add(feedback);
    session.selected().putHeld(feedback.observationId(), held);
    books.increment(Count.HELD);
    long earlyWait = settings.feedback().earlyWait();
    KeyHeader header = session.header();
    header.heldDue = Math.min(header.heldDue, roundUp(feedback.time() + earlyWait, earlyWait));
    session.headerChanged();
  }

  /** Returns whether the feedback counts: it is no duplicate and not ignored. */
  private boolean match(KeySession session, Feedback feedback, Trace trace, boolean learning) {
    if (trace.hasSeen(feedback.feedbackId())) {
      books.increment(Count.DUPLICATE);
      return false;
    }
    if (!trace.isPending() && settings.feedback().repeat() == Repeat.IGNORE) {
      books.increment(Count.IGNORED);
      return false;
    }
    // before the write below, which may evict a memory that this feedback credits
    int evicted = reinstatement.add(session, feedback, trace, learning);
    books.add(Count.CREDITS_LOST_TO_EVICTION, evicted);
    books.increment(Count.MATCHED);
    int slot = trace.isPending() ? remember(session, feedback, trace) : trace.slot();
    if (!trace.isPending()) {
      books.increment(Count.REPEATED);
      correct(session, feedback, trace);
    }
    session
        .selected()
        .putTrace(
            feedback.observationId(),
            trace.matched(slot, feedback.target(), feedback.feedbackId()));
    session.headerChanged();
    return true;
  }

  private int remember(KeySession session, Feedback feedback, Trace trace) {
    ExternalMemory memory = session.memory();
    if (memory.full()) {
      books.increment(Count.EVICTED);
    }
    int slot =
        memory.write(
            new Memory(
                feedback.observationId(),
                trace.time(),
                trace.embedding(),
                trace.version(),
                trace.code(),
                feedback.target()));
    books.add(Count.PENDING, -1);
    KeyHeader header = session.header();
    long expireAfter = settings.memory().expireAfter();
    header.memoriesDue =
        Math.min(header.memoriesDue, roundUp(trace.time() + expireAfter, expireAfter));
    priors.known(header.known, feedback.target());
    return slot;
  }

  private void correct(KeySession session, Feedback feedback, Trace trace) {
    if (session.memory().holds(trace.slot(), feedback.observationId())) {
      session.memory().setValue(trace.slot(), feedback.target());
    }
    priors.corrected(session.header().known, trace.value(), feedback.target());
  }

  /**
   * Lets go of what event time has passed. Every key goes through the same due times whenever it is
   * woken, so that results do not depend on when that is.
   *
   * @param time the time reached
   */
  void expire(KeySession session, long time, LearnerOutput out) {
    KeyHeader header = session.header();
    while (header.due() <= time) {
      long due = header.due();
      if (header.heldDue == due) {
        header.heldDue = expireHeld(session, due, out);
      }
      if (header.tracesDue == due) {
        header.tracesDue = expireTraces(session, due);
      }
      if (header.memoriesDue == due) {
        long expireAfter = settings.memory().expireAfter();
        long earliest = session.memory().removeUntil(due - expireAfter);
        header.memoriesDue =
            earliest == KeyHeader.NEVER
                ? KeyHeader.NEVER
                : roundUp(earliest + expireAfter, expireAfter);
      }
      if (header.isEmpty()) {
        header.reset(priors.newStatistics());
      }
      session.headerChanged();
    }
  }

  private long expireHeld(KeySession session, long due, LearnerOutput out) {
    long earlyWait = settings.feedback().earlyWait();
    long next = KeyHeader.NEVER;
    Iterator<Map.Entry<String, List<Feedback>>> all = session.selected().held();
    while (all.hasNext()) {
      Map.Entry<String, List<Feedback>> entry = all.next();
      List<Feedback> left = new ArrayList<>();
      for (Feedback feedback : entry.getValue()) {
        if (feedback.time() + earlyWait <= due) {
          books.add(Count.HELD, -1);
          reject(feedback, Rejection.ORPHAN, out);
        } else {
          left.add(feedback);
          next = Math.min(next, roundUp(feedback.time() + earlyWait, earlyWait));
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

  private long expireTraces(KeySession session, long due) {
    long horizon = settings.feedback().horizon();
    long next = KeyHeader.NEVER;
    Iterator<Map.Entry<String, Trace>> all = session.selected().traces();
    while (all.hasNext()) {
      Trace trace = all.next().getValue();
      if (horizonOf(trace.time()) <= due) {
        if (trace.isPending()) {
          books.add(Count.PENDING, -1);
        }
        all.remove();
      } else {
        next = Math.min(next, roundUp(horizonOf(trace.time()), horizon));
      }
    }
    return next;
  }

  private void reject(Feedback feedback, Rejection reason, LearnerOutput out) {
    LearnerSettings.Feedbacks feedbacks = settings.feedback();
    if (reason == Rejection.LATE) {
      books.increment(Count.LATE);
      out.rejected(
          feedback,
          reason,
          "feedback came more than feedback.horizon (%d ms) after its observation"
              .formatted(feedbacks.horizon()));
    } else {
      books.increment(Count.ORPHAN);
      out.rejected(
          feedback,
          reason,
          "no observation '%s' of this key came within feedback.early-wait (%d ms)"
              .formatted(feedback.observationId(), feedbacks.earlyWait()));
    }
  }

  private long horizonOf(long observationTime) {
    return observationTime + settings.feedback().horizon();
  }

  private static long roundUp(long time, long span) {
    long step = Math.max(1, span / DUE_TIMES_PER_SPAN);
    return -Math.floorDiv(-time, step) * step;
  }
}
