package dev.reinstate.event;

import org.jspecify.annotations.Nullable;

/**
 * How late the first feedback for an observation comes, by class, and whether the classes differ in
 * it so much that what is known at a time is not what is true. Delays are counted in bins that are
 * at most a sixteenth wide, so the cost of one does not depend on how many there were. Not
 * thread-safe.
 */
public final class ClassDelays {

  /** Feedback of a class on which its delay is judged. */
  private static final long ENOUGH = 30;

  /** The chance that feedback of one class comes sooner than that of another, from which on. */
  private static final double MOSTLY = .8;

  /** Of the time between both, in the time since the first observation, from which on. */
  private static final double SHARE_OF_TIME = .01;

  private static final int FINE = 4;
  private static final int BINS = (Long.SIZE - FINE) << FINE;

  private final long[] @Nullable [] bins;
  private final long[] counts;
  private long firstObservation = Long.MAX_VALUE;
  private long lastFeedback = Long.MIN_VALUE;

  /**
   * @param classes how many there are
   */
  public ClassDelays(int classes) {
    bins = new long[classes][];
    counts = new long[classes];
  }

  /**
   * Adds the first feedback for an observation.
   *
   * @param observed time of the observation
   * @param known time of the feedback; before the observation counts as at its time
   */
  public void add(int label, long observed, long known) {
    long[] own = bins[label];
    if (own == null) {
      own = new long[BINS];
      bins[label] = own;
    }
    own[bin(Math.max(0, known - observed))]++;
    counts[label]++;
    firstObservation = Math.min(firstObservation, observed);
    lastFeedback = Math.max(lastFeedback, known);
  }

  /** The class that all feedback is of, where that is enough to judge by; −1: there is none. */
  public int onlyLabel() {
    int only = -1;
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        if (only >= 0) {
          return -1;
        }
        only = label;
      }
    }
    return only >= 0 && counts[only] >= ENOUGH ? only : -1;
  }

  /** How many feedbacks of a class there were. */
  public long count(int label) {
    return counts[label];
  }

  /**
   * The least delay that a share of a class's feedback does not exceed, to a thirtieth of it.
   *
   * @param label of a class that has feedback
   */
  public long quantile(int label, double share) {
    long below = 0;
    int bin = -1;
    while (below < share * counts[label] || below == 0) {
      below += bins[label][++bin];
    }
    return middle(bin);
  }

  /** The classes whose feedback comes first and last, if one mostly comes long before the other. */
  public @Nullable UnevenDelays uneven() {
    int soon = -1;
    int late = -1;
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] >= ENOUGH) {
        soon = soon < 0 || median(label) < median(soon) ? label : soon;
        late = late < 0 || median(label) > median(late) ? label : late;
      }
    }
    if (soon == late) {
      return null;
    }
    long apart = median(late) - median(soon);
    return apart >= SHARE_OF_TIME * (lastFeedback - firstObservation)
            && chanceOfSooner(soon, late) >= MOSTLY
        ? new UnevenDelays(soon, median(soon), late, median(late))
        : null;
  }

  private long median(int label) {
    return quantile(label, .5);
  }

  /** The chance that feedback of one class comes sooner than that of another; ties count half. */
  private double chanceOfSooner(int soon, int late) {
    double sooner = 0;
    long later = counts[late];
    for (int bin = 0; bin < BINS; bin++) {
      later -= bins[late][bin];
      sooner += bins[soon][bin] * (later + bins[late][bin] / 2.0);
    }
    return sooner / counts[soon] / counts[late];
  }

  /** Sixteen to each power of two, and one for each number below sixteen. */
  private static int bin(long delay) {
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(delay | 1);
    return power < FINE
        ? (int) delay
        : (power - FINE + 1 << FINE) + (int) (delay >>> power - FINE & (1 << FINE) - 1);
  }

  private static long middle(int bin) {
    int power = (bin >> FINE) + FINE - 1;
    if (power < FINE) {
      return bin;
    }
    long width = 1L << power - FINE;
    return ((1L << FINE) + (bin & (1 << FINE) - 1)) * width + width / 2;
  }
}
