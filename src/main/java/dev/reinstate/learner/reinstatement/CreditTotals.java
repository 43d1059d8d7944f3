package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.CreditAssigner;
import dev.reinstate.credit.ReadCredit;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.event.Feedback;
import dev.reinstate.memory.Eviction;
import dev.reinstate.memory.ExternalMemory;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.Trace;
import dev.reinstate.state.session.KeySession;

/**
 * Accumulates the credits of each memory, by which {@link Eviction#LEAST_CREDITED} evicts. A
 * feedback counts when it is matched, so that what is evicted depends on the order of events alone.
 */
public final class CreditTotals {

  private final boolean counted;
  private final CreditedReads creditedReads;
  private final CreditAssigner assigner;
  private final int k;
  private final double[] weights;
  private final double[] values;

  public CreditTotals(LearnerSettings settings, CreditedReads creditedReads) {
    counted = settings.memory().eviction() == Eviction.LEAST_CREDITED;
    this.creditedReads = creditedReads;
    k = settings.memory().k();
    ReadForm form = settings.readForm();
    assigner = new CreditAssigner(form, k);
    weights = new double[form.heads() * k];
    values = new double[k];
  }

  /**
   * Adds the credits of a feedback to the memories that are still held.
   *
   * @param target what is remembered of its target
   * @param trace of the observation, before the feedback is noted in it
   */
  public void add(KeySession session, Feedback feedback, double target, Trace trace) {
    if (!counted) {
      return;
    }
    RecordedRead read = creditedReads.of(session, feedback.observationId(), trace);
    ExternalMemory memory = session.memory();
    int count = read.count();
    read.copyWeights(weights, k);
    for (int i = 0; i < count; i++) {
      boolean held = memory.holds(read.slots()[i], read.ids()[i]);
      values[i] = held ? memory.value(read.slots()[i]) : read.values()[i];
    }
    ReadCredit credit =
        assigner.assign(weights, values, count, trace.prior(), read.mixture(), target);
    for (int i = 0; i < count; i++) {
      if (memory.holds(read.slots()[i], read.ids()[i])) {
        memory.addCredit(read.slots()[i], (float) credit.credits()[i]);
      }
    }
  }
}
