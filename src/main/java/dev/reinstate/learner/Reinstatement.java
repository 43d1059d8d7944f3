package dev.reinstate.learner;

import dev.reinstate.credit.DeltaSource;
import dev.reinstate.credit.Outcome;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.memory.ExternalMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The third stage: codes of everything that the matched feedbacks of a segment read are decoded,
 * the embedding network runs again on the reinstated observations, and the gradient goes back
 * through every memory. What a feedback needs is copied when it is matched, because a later event
 * may evict it.
 */
final class Reinstatement {

  private final LearnerSettings settings;
  private final CreditedReads creditedReads;
  private final ReinstatedRows rows;
  private final DeltaSource deltas;
  private final CreditWriter writer;
  private final double[] heldValues;
  private final List<CreditedRead> waiting = new ArrayList<>();

  Reinstatement(
      LearnerSettings settings, Outcome outcome, Codec codec, CreditedReads creditedReads) {
    this.settings = settings;
    this.creditedReads = creditedReads;
    LearnerSettings.Memory memory = settings.memory();
    rows = new ReinstatedRows(settings.memoryLayout(), codec);
    deltas =
        DeltaSource.of(
            settings.credit().mode(),
            new ReadGradient(outcome, memory.similarity(), memory.temperature(), memory.k()),
            settings.credit().targetAlpha());
    writer = new CreditWriter(settings, outcome);
    heldValues = new double[memory.k()];
  }

  /** Feedbacks that wait for {@link #compute}. */
  int waiting() {
    return waiting.size();
  }

  /** Whether feedback leads to a gradient now. */
  boolean learns(Model model) {
    return switch (settings.credit().mode()) {
      case FROZEN -> false;
      case EXACT -> true;
      default -> model.ready();
    };
  }

  /**
   * Takes a matched feedback with the read that it credits, as memory is at this moment.
   *
   * @param trace of the observation, before the feedback is noted in it
   * @param learning whether a gradient is wanted
   * @return how many memories of the read were evicted
   */
  int add(KeySession session, Feedback feedback, Trace trace, boolean learning) {
    ExternalMemory memory = session.memory();
    RecordedRead read = creditedReads.of(session, feedback.observationId(), trace);
    double[] values = read.values().clone();
    boolean[] evicted = new boolean[read.count()];
    int lost = 0;
    for (int i = 0; i < read.count(); i++) {
      if (memory.holds(read.slots()[i], read.ids()[i])) {
        values[i] = memory.value(read.slots()[i]);
      } else {
        evicted[i] = true;
        lost++;
      }
    }
    int[] memoryRows = new int[read.count()];
    Arrays.fill(memoryRows, CreditedRead.NONE);
    int query =
        learning && lost < read.count() ? addQuery(trace, feedback, memory) : CreditedRead.NONE;
    for (int i = 0; i < read.count() && query != CreditedRead.NONE; i++) {
      if (!evicted[i]) {
        memoryRows[i] = rows.add(memory, read.slots()[i]);
      }
    }
    waiting.add(
        new CreditedRead(
            session,
            feedback,
            // the memory that is written next, where there is none yet
            trace.isPending() ? session.header().ring.next() : trace.slot(),
            read,
            trace.prior(),
            values,
            query,
            memoryRows,
            evicted));
    return lost;
  }

  private int addQuery(Trace trace, Feedback feedback, ExternalMemory memory) {
    if (trace.isPending()) {
      return rows.add(trace.embedding(), trace.code());
    }
    return memory.holds(trace.slot(), feedback.observationId())
        ? rows.add(memory, trace.slot())
        : CreditedRead.NONE;
  }

  /**
   * Computes all that waits, gives out a credit for each feedback and adds the gradients.
   *
   * @param gradients counts every feedback, so that a step follows the batch-th one
   * @param refreshes receives the embeddings computed anew
   * @return how many feedbacks the gradients count
   */
  int compute(Model model, GradientSum gradients, Refreshes refreshes, LearnerOutput out) {
    boolean learning = learns(model);
    if (rows.count() > 0) {
      rows.recompute(model.embedding());
    }
    for (CreditedRead credited : waiting) {
      if (credited.query() != CreditedRead.NONE) {
        differentiate(credited);
        refresh(credited, model.version(), refreshes);
      }
      out.credit(writer.write(credited, rows, model.version()));
      if (credited.query() != CreditedRead.NONE) {
        rows.weigh(credited.query(), 1 + credited.reinstated(), credited.feedback().weight());
      }
      if (learning) {
        gradients.counted();
      }
    }
    int learned = learning ? waiting.size() : 0;
    if (rows.count() > 0) {
      rows.backward(model.embedding(), gradients.sum());
    }
    waiting.clear();
    rows.clear();
    return learned;
  }

  private void differentiate(CreditedRead credited) {
    int held = 0;
    for (int i = 0; i < credited.rows().length; i++) {
      if (credited.rows()[i] != CreditedRead.NONE) {
        heldValues[held++] = credited.values()[i];
      }
    }
    rows.differentiate(
        deltas, credited.query(), held, heldValues, credited.prior(), credited.feedback().target());
  }

  private void refresh(CreditedRead credited, long version, Refreshes refreshes) {
    if (!settings.memory().refresh().touches()) {
      return;
    }
    String key = credited.session().key();
    String id = credited.feedback().observationId();
    refreshes.add(
        new Refreshes.Refresh(key, credited.slot(), id, rows.fresh(credited.query()), version));
    RecordedRead read = credited.read();
    for (int i = 0; i < read.count(); i++) {
      int row = credited.rows()[i];
      if (row != CreditedRead.NONE) {
        refreshes.add(
            new Refreshes.Refresh(key, read.slots()[i], read.ids()[i], rows.fresh(row), version));
      }
    }
  }
}
