package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.ReadCredit;
import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import dev.reinstate.event.Feedback;
import dev.reinstate.settings.LearnerSettings;
import dev.reinstate.state.RecordedRead;
import java.util.ArrayList;
import java.util.List;

/** Says what a feedback means for each memory of a read. */
final class CreditWriter {

  private final String mode;
  private final ReadCredit readCredit;
  private final int k;
  private final double[] weights;

  CreditWriter(LearnerSettings settings) {
    mode = settings.credit().mode().label();
    k = settings.memory().k();
    readCredit = new ReadCredit(settings.readForm(), k);
    weights = new double[settings.reads().heads() * k];
  }

  /**
   * Makes the record of a feedback.
   *
   * @param rows where its memories were reinstated, before their gradients are scaled
   * @param version of the model
   */
  Credit write(CreditedRead credited, ReinstatedRows rows, long version) {
    RecordedRead read = credited.read();
    int count = read.count();
    for (int i = 0; i < read.weights().length; i++) {
      weights[i / count * k + i % count] = read.weights()[i];
    }
    float[] meanWeights = read.meanWeights();
    Feedback feedback = credited.feedback();
    readCredit.compute(
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
              (float) readCredit.credit(i),
              (float) readCredit.leaveOneOut(i),
              reinstated ? rows.gradientNorm(row) : 0,
              reinstated ? rows.error(row) : Float.NaN,
              credited.evicted()[i]));
    }
    return new Credit(
        feedback.key(),
        feedback.feedbackId(),
        feedback.observationId(),
        feedback.time(),
        mode,
        version,
        readCredit.loss(),
        feedback.target(),
        memories);
  }
}
