package dev.reinstate.replay;

import java.util.Arrays;

/** The area under the ROC curve, exactly, by sorting. */
final class Auc {

  private final long[] ranked;
  private int size;

  /**
   * @param capacity how many scores will be added at most
   */
  Auc(int capacity) {
    ranked = new long[capacity];
  }

  void add(float score, boolean positive) {
    // adding 0 turns -0 into 0; the other line makes the bits of negative numbers sort downward
    int bits = Float.floatToIntBits(score + 0f);
    int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    ranked[size++] = ((long) sortable << 1) | (positive ? 1 : 0);
  }

  /** The area, ties counted half; null unless there are both positives and negatives. */
  Double area() {
    Arrays.sort(ranked, 0, size);
    long positives = 0;
    long negatives = 0;
    double wins = 0;
    int i = 0;
    while (i < size) {
      long score = ranked[i] >> 1;
      long tiedPositives = 0;
      long tiedNegatives = 0;
      for (; i < size && ranked[i] >> 1 == score; i++) {
        if ((ranked[i] & 1) == 1) {
          tiedPositives++;
        } else {
          tiedNegatives++;
        }
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2.0);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return positives == 0 || negatives == 0 ? null : wins / ((double) positives * negatives);
  }
}
