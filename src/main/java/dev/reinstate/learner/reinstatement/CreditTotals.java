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
import dev.reinstate.state.session.KeySessions;
import dev.reinstate.state.session.MemoryKeys.Places;
import java.util.function.ObjIntConsumer;

/**
 * Accumulates the credits of each memory, by which {@link Eviction#LEAST_CREDITED} evicts. A
 * feedback counts when it is matched, so that what is evicted depends on the order of events alone.
 */
public final class CreditTotals {

  private final boolean counted;
  private final CreditedReads creditedReads;
  private final CreditAssigner assigner;
  private final KeySessions sessions;
  private final int k;
  private final double[] weights;

  public CreditTotals(LearnerSettings settings, CreditedReads creditedReads, KeySessions sessions) {
    this.sessions = sessions;
    counted = settings.memory().eviction() == Eviction.LEAST_CREDITED;
    this.creditedReads = creditedReads;
    k = settings.spaces().mostRead();
    ReadForm form = settings.readForm();
    assigner = new CreditAssigner(form, k);
    weights = new double[form.heads() * k];
  }

  /**
   * Adds the credits of a feedback to the memories that are still held.
   *
   * @param places where the memories are
   * @param target what is remembered of its target
   * @param trace of the observation, before the feedback is noted in it
   */
  public void add(Places places, Feedback feedback, double target, Trace trace) {
    if (!counted) {
      return;
    }
    RecordedRead read = creditedReads.of(places, feedback.observationId(), trace);
    read.copyWeights(weights, k);
    double[] values = read.values().clone();
    each(places, read, (memory, i) -> values[i] = memory.value(read.slots()[i]));
    ReadCredit credit =
        assigner.assign(weights, values, read.counts(), trace.prior(), read.mixture(), target);
    each(
        places,
        read,
        (memory, i) -> memory.addCredit(read.slots()[i], (float) credit.credits()[i]));
  }

  /** Goes through those of a read that are held. */
  private void each(Places places, RecordedRead read, ObjIntConsumer<ExternalMemory> to) {
    for (int source = 0; source < read.counts().length; source++) {
      int end = read.first(source + 1);
      for (int i = read.first(source); i < end; i++) {
        ExternalMemory memory = sessions.of(places.read()[source]).memory();
        if (memory.holds(read.slots()[i], read.ids()[i])) {
          to.accept(memory, i);
        }
      }
    }
  }
}
