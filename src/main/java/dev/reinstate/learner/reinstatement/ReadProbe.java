package dev.reinstate.learner.reinstatement;

import dev.reinstate.credit.GradientSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Looks at what feedback credits before its gradients are computed. */
@FunctionalInterface
interface ReadProbe {

  /** Looks at nothing. */
  ReadProbe NONE = (reads, rows, differentiate, counted) -> {};

  /**
   * The feedbacks of a segment are to be learned from.
   *
   * @param reads of the feedbacks
   * @param rows of the reads; what is computed in them is the probe's to change
   * @param differentiate computes the gradients of a read in its rows
   * @param counted feedbacks that the gradients counted so far, since the last step
   */
  void see(
      List<CreditedRead> reads,
      ReinstatedRows rows,
      BiConsumer<CreditedRead, GradientSource> differentiate,
      int counted);
}
