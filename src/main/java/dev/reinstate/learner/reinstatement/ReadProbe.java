package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.gradient.GradientSource;
import java.util.List;

/** Sees the reads that feedback credits before their gradients are computed. */
@FunctionalInterface
interface ReadProbe {

  /** Differentiates the loss of a read. */
  @FunctionalInterface
  interface Differentiation {

    /**
     * @param rows that the read's are among: receive its gradient
     */
    void differentiate(CreditedRead read, GradientSource source, RecomputedRows rows);
  }

  /** Does nothing. */
  ReadProbe NONE = (reads, rows, differentiation, counted) -> {};

  /**
   * The feedbacks of a segment are to be learned from.
   *
   * @param reads of the feedbacks
   * @param rows of the reads, which the probe may recompute
   * @param differentiation of any of the reads
   * @param counted feedbacks that the gradients counted so far, since the last step
   */
  void see(
      List<CreditedRead> reads, ReinstatedRows rows, Differentiation differentiation, int counted);
}
