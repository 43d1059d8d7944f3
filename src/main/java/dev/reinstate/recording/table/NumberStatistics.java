package dev.reinstate.recording.table;

import java.util.ArrayList;
import java.util.List;

/** What is known of numbers that come one by one, in a few words of memory. */
public final class NumberStatistics {

  /** Different numbers that make a scale; one of few may be far from the others as it is. */
  private static final int MANY = 12;

  private final double[] values = new double[MANY];
  private int different;
  private final Extreme least = new Extreme(-1);
  private final Extreme greatest = new Extreme(1);
  private long count;
  private double mean;
  private double squares;

  /**
   * A number that may stand for a missing one: it came again and again, further from all others
   * than these are from each other.
   *
   * @param count how often it came
   * @param from the least of the others
   * @param to the greatest of them
   */
  public record Sentinel(double value, long count, double from, double to) {}

  /** Counts a number by Welford's sums, which lose no digits to a large mean. */
  public void add(double value) {
    count++;
    double difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
    least.add(value);
    greatest.add(value);
    if (different < MANY && !isKnown(value)) {
      values[different++] = value;
    }
  }

  private boolean isKnown(double value) {
    for (int i = 0; i < different; i++) {
      if (values[i] == value) {
        return true;
      }
    }
    return false;
  }

  public long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** With n in the denominator. */
  double deviation() {
    return Math.sqrt(squares / count);
  }

  public double min() {
    return least.value;
  }

  public double max() {
    return greatest.value;
  }

  boolean isConstant() {
    return least.value == greatest.value;
  }

  /** At most two: one below all others and one above. */
  public List<Sentinel> sentinels() {
    List<Sentinel> sentinels = new ArrayList<>();
    if (different == MANY && least.isFarFromOthers(greatest)) {
      sentinels.add(new Sentinel(least.value, least.count, least.next, greatest.value));
    }
    if (different == MANY && greatest.isFarFromOthers(least)) {
      sentinels.add(new Sentinel(greatest.value, greatest.count, least.value, greatest.next));
    }
    return sentinels;
  }

  /** The least or the greatest number, how often it came, and the next one. */
  private static final class Extreme {

    /** Fewer may be chance. */
    private static final int REPEATED = 3;

    private final int sign;
    private double value;
    private double next;
    private long count;

    /**
     * @param sign 1 for the greatest, −1 for the least
     */
    private Extreme(int sign) {
      this.sign = sign;
      value = -sign * Double.POSITIVE_INFINITY;
      next = value;
    }

    private void add(double other) {
      if (other == value) {
        count++;
      } else if (sign * other > sign * value) {
        next = value;
        value = other;
        count = 1;
      } else if (sign * other > sign * next) {
        next = other;
      }
    }

    private boolean isFarFromOthers(Extreme opposite) {
      return count >= REPEATED && Math.abs(value - next) > Math.abs(next - opposite.value);
    }
  }
}
