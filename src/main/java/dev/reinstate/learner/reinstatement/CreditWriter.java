package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.CreditAssigner;
import dev.reinstate.credit.ReadCredit;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Feedback;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import java.util.ArrayList;
import java.util.List;

/** Makes the credit record of a feedback: its loss, and a credit for each memory of the read. */
final class CreditWriter {

  private final String mode;
  private final CreditAssigner assigner;
  private final int k;
  private final double[] weights;

  CreditWriter(LearnerSettings settings) {
    mode = settings.credit().mode().label();
    k = settings.memory().k();
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
    int count = read.count();
    read.copyWeights(weights, k);
    float[] meanWeights = read.meanWeights();
    Feedback feedback = credited.feedback();
    ReadCredit credit =
        assigner.assign(
            weights, credited.values(), count, credited.prior(), read.mixture(), feedback.target());
    List<MemoryCredit> memories = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int row = credited.rows()[i];
      boolean reinstated = row != CreditedRead.NONE;
      memories.add(
          new MemoryCredit(
              read.ids()[i],
              read.times()[i],
              meanWeights[i],
              (float) credit.credits()[i],
              (float) credit.leaveOneOut()[i],
              reinstated ? recomputed.gradientNorm(row) : 0,
              reinstated ? recomputed.error(row) : Float.NaN,
              credited.evicted()[i]));
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
