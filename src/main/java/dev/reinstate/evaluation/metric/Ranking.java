package dev.reinstate.evaluation.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How well scores put positives before negatives, exactly, by sorting: area under the ROC curve and
 * average precision.
 */
public final class Ranking {

  private final long[] ranked;
  private int size;
  private boolean sorted;

  /**
   * @param capacity how many scores will be added at most
   */
  public Ranking(int capacity) {
    ranked = new long[capacity];
  }

  public void add(float score, boolean positive) {
    // adding 0 turns -0 into 0; the other line makes the bits of negative numbers sort downward
    int bits = Float.floatToIntBits(score + 0f);
    int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    ranked[size++] = ((long) sortable << 1) | (positive ? 1 : 0);
    sorted = false;
  }

  /** The area, ties counted half; null unless there are both positives and negatives. */
  public @Nullable Double auc() {
    sort();
    RocArea roc = new RocArea();
    for (int from = 0, to; from < size; from = to) {
      to = endOfTie(from);
      long positives = positives(from, to);
      roc.add(positives, to - from - positives);
    }
    return Double.isNaN(roc.area()) ? null : roc.area();
  }

  /**
   * Σ over thresholds, from the highest score down, of (gain in recall) · (precision there); null
   * unless there are both positives and negatives.
   */
  @Nullable Double averagePrecision() {
    sort();
    long positives = positives(0, size);
    if (positives == 0 || positives == size) {
      return null;
    }
    long above = 0;
    long positivesAbove = 0;
    double sum = 0;
    for (int to = size, from; to > 0; to = from) {
      from = startOfTie(to);
      long gained = positives(from, to);
      above += to - from;
      positivesAbove += gained;
      sum += gained * ((double) positivesAbove / above);
    }
    return sum / positives;
  }

  private void sort() {
    if (!sorted) {
      Arrays.sort(ranked, 0, size);
      sorted = true;
    }
  }

  private int endOfTie(int from) {
    int to = from + 1;
    while (to < size && ranked[to] >> 1 == ranked[from] >> 1) {
      to++;
    }
    return to;
  }

  private int startOfTie(int to) {
    int from = to - 1;
    while (from > 0 && ranked[from - 1] >> 1 == ranked[to - 1] >> 1) {
      from--;
    }
    return from;
  }

  private long positives(int from, int to) {
    long positives = 0;
    for (int i = from; i < to; i++) {
      positives += ranked[i] & 1;
    }
    return positives;
  }
}
