package dev.reinstate.replay;

import dev.reinstate.learner.Credit;
import dev.reinstate.learner.Credit.MemoryCredit;
import java.util.Arrays;
import java.util.BitSet;

/** How good credits were, by rows of an evaluation. The first credit of a row counts. */
final class CreditScores {

  private final BitSet credited = new BitSet();
  private final BitSet causeFound = new BitSet();
  private double updates;

  /**
   * @param embeddedAt model version of the row's embedding
   * @param cause of the row's outcome, or null where it is not known
   */
  void add(int row, Credit credit, long embeddedAt, String cause) {
    if (credited.get(row)) {
      return;
    }
    credited.set(row);
    updates += credit.modelVersion() - embeddedAt;
    causeFound.set(row, cause != null && cause.equals(largest(credit)));
  }

  /** The memory of the largest credit, the most similar of those that tie; null without any. */
  private static String largest(Credit credit) {
    MemoryCredit largest = null;
    for (MemoryCredit memory : credit.memories()) {
      if (largest == null || memory.credit() > largest.credit()) {
        largest = memory;
      }
    }
    return largest == null ? null : largest.memoryId();
  }

  /**
   * Of the last fifth of some rows, the share whose largest credit went to the cause; a row without
   * a credit is a miss. Null where there are no rows or no credits at all.
   *
   * @param rows scored ones with a known cause, in order
   */
  Double precisionAt1(int[] rows) {
    int[] last = Predictor.lastFifth(rows);
    return last.length == 0 || credited.isEmpty()
        ? null
        : (double) Arrays.stream(last).filter(causeFound::get).count() / last.length;
  }

  /** Mean number of updates since the embedding was computed, or null without credits. */
  Double staleness() {
    return credited.isEmpty() ? null : updates / credited.cardinality();
  }
}
