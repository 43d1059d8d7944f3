package dev.reinstate.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  /** After the last bin of a class. */
  private static final int END = -1;

  private final long[] @Nullable [] bins;
  private final long[] counts;
  private long total;
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
    own(label)[bin(Math.max(0, known - observed))]++;
    counts[label]++;
    total++;
    firstObservation = Math.min(firstObservation, observed);
    lastFeedback = Math.max(lastFeedback, known);
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** The class that all feedback is of, where that is enough to judge by; −1: there is none. */
  public int onlyLabel() {
    return onlyLabel(ENOUGH);
  }

  /**
   * The class that all feedback is of; −1: there is none.
   *
   * @param enough how much feedback is needed
   */
  public int onlyLabel(long enough) {
    int only = -1;
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] > 0) {
        if (only >= 0) {
          return -1;
        }
        only = label;
      }
    }
    return only >= 0 && counts[only] >= enough ? only : -1;
  }

  /** How many feedbacks there were. */
  public long count() {
    return total;
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

  /** The share of a class's feedback that has come within a delay, as if one more had not. */
  public double shareWithin(int label, long delay) {
    if (counts[label] == 0) {
      return 0;
    }
    long within = 0;
    for (int bin = 0; bin < bin(delay); bin++) {
      within += bins[label][bin];
    }
    return within / (counts[label] + 1.0);
  }

  /** Writes all of it, without what the constructor was told. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(firstObservation);
    out.writeLong(lastFeedback);
    for (long[] own : bins) {
      for (int bin = 0; own != null && bin < BINS; bin++) {
        if (own[bin] > 0) {
          out.writeShort(bin);
          out.writeLong(own[bin]);
        }
      }
      out.writeShort(END);
    }
  }

  /**
   * Reads what {@link #write} wrote of as many classes.
   *
   * @throws IOException if it is something else
   */
  public void read(DataInput in) throws IOException {
    firstObservation = in.readLong();
    lastFeedback = in.readLong();
    total = 0;
    for (int label = 0; label < counts.length; label++) {
      bins[label] = null;
      counts[label] = 0;
      for (int bin = in.readShort(); bin != END; bin = in.readShort()) {
        long count = in.readLong();
        if (bin < 0 || bin >= BINS || count < 1) {
          throw new IOException("the delays of a class have %d in bin %d".formatted(count, bin));
        }
        own(label)[bin] = count;
        counts[label] += count;
        total += count;
      }
    }
  }

  private long[] own(int label) {
    long[] own = bins[label];
    if (own == null) {
      own = new long[BINS];
      bins[label] = own;
    }
    return own;
  }

  /** The classes whose feedback comes first and last, if one mostly comes long before the other. */
  public @Nullable UnevenDelays uneven() {
    return uneven(ENOUGH);
  }

  /**
   * The same.
   *
   * @param enough how much feedback of each class is needed
   */
  public @Nullable UnevenDelays uneven(long enough) {
    int soon = -1;
    int late = -1;
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] >= enough) {
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
