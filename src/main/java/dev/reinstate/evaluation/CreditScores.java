package dev.reinstate.evaluation;

import dev.reinstate.event.Credit;
import dev.reinstate.event.Credit.MemoryCredit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How good credits were. The first credit of a row counts. */
final class CreditScores {

  private long credits;
  private double updates;
  private long memories;
  private long evicted;

  void add(ScoredRow row, Credit credit) {
    if (row.isCredited()) {
      return;
    }
    credits++;
    updates += credit.modelVersion() - row.version();
    memories += credit.memories().size();
    evicted += credit.memories().stream().filter(MemoryCredit::evicted).count();
    String largest = largest(credit);
    row.credited(largest != null && row.causes().contains(largest));
  }

  /** The memory of the largest credit, the most similar of those that tie; null without any. */
  private static @Nullable String largest(Credit credit) {
    MemoryCredit largest = null;
    for (MemoryCredit memory : credit.memories()) {
      if (largest == null || memory.credit() > largest.credit()) {
        largest = memory;
      }
    }
    return largest == null ? null : largest.memoryId();
  }

  /**
   * Of the last fifth of some rows, the share whose largest credit went to a cause; a row without a
   * credit is a miss. Null where there are no rows or no credits at all.
   *
   * @param rows scored ones with a known cause, in order
   */
  @Nullable Double precisionAt1(List<ScoredRow> rows) {
    List<ScoredRow> last = ScoreSlices.lastFifth(rows);
    return last.isEmpty() || credits == 0
        ? null
        : (double) last.stream().filter(ScoredRow::isCauseFound).count() / last.size();
  }

  /** Share of the memories read that were gone when the feedback came, or null where none was. */
  @Nullable Double evicted() {
    return memories == 0 ? null : (double) evicted / memories;
  }

  /** Mean number of updates since the embedding was computed, or null without credits. */
  @Nullable Double staleness() {
    return credits == 0 ? null : updates / credits;
  }
}
