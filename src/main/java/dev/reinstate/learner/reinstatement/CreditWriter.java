package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.CreditAssigner;
import dev.reinstate.credit.ReadCredit;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Feedback;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import dev.reinstate.state.session.MemoryKeys;
import java.util.ArrayList;
import java.util.List;

/** Makes the credit record of a feedback: its loss, and a credit for each memory of the read. */
final class CreditWriter {

  private final String mode;
  private final CreditAssigner assigner;
  private final int k;
  private final MemoryKeys keys;
  private final double[] weights;

  CreditWriter(LearnerSettings settings, MemoryKeys keys) {
    this.keys = keys;
    mode = settings.credit().mode().label();
    k = settings.spaces().mostRead();
    ReadForm form = settings.readForm();
    assigner = new CreditAssigner(form, k);
    weights = new double[form.heads() * k];
  }

  /**
   * Makes the record of a feedback.
   *
   * @param recomputed rows with the gradient of the read, where any were reinstated, not yet scaled
   * @param version of the model
   */
  Credit write(CreditedRead credited, RecomputedRows recomputed, long version) {
    RecordedRead read = credited.read();
    read.copyWeights(weights, k);
    float[] meanWeights = read.meanWeights();
    Feedback feedback = credited.feedback();
    ReadCredit credit =
        assigner.assign(
            weights,
            credited.values(),
            read.counts(),
            credited.prior(),
            read.mixture(),
            feedback.target());
    List<MemoryCredit> memories = new ArrayList<>(read.count());
    for (int source = 0; source < read.counts().length; source++) {
      String name = keys.readOfSource(source);
      int space = keys.spaceOfSource(source);
      int to = read.first(source + 1);
      for (int i = read.first(source); i < to; i++) {
        int row = credited.rows()[i];
        boolean reinstated = row != CreditedRead.NONE;
        memories.add(
            new MemoryCredit(
                keys.observationId(read.ids()[i]),
                read.times()[i],
                meanWeights[i],
                (float) credit.credits()[i],
                (float) credit.leaveOneOut()[i],
                reinstated ? recomputed.gradientNorm(row) : 0,
                reinstated ? recomputed.error(row, space) : Float.NaN,
                credited.evicted()[i],
                name));
      }
    }
    return new Credit(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        feedback.time(),
        mode,
        version,
        credit.loss(),
        feedback.target(),
        memories);
  }
}
