package dev.reinstate.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@link FeatureStatistics} of one feature that begin anew each time their numbers have doubled, up
 * to {@link #RENEWED} of them: then those of the latter half take over, which have an anchor of
 * their own. So what was odd about the beginning, such as sentinels or a constant, is forgotten at
 * the next doubling.
 *
 * <p>The numbers that an anchor is made of are spread over half of the numbers that they stand for,
 * so that a burst is no more than its share of them. Serves one thread.
 */
final class RenewedStatistics {

  /** Numbers after which they go on for good. */
  static final int RENEWED = 2_048;

  private final int window;
  private FeatureStatistics current;

  /** Those of the numbers since the last doubling. */
  private @Nullable FeatureStatistics next;

  private long numbers;

  /**
   * @param window numbers that mean and deviation are of, about, once so many have come
   */
  RenewedStatistics(int window) {
    this.window = window;
    current = new FeatureStatistics(window);
  }

  /** Counts a number; NaN, which is missing, is left out. */
  void add(double x) {
    if (Double.isNaN(x)) {
      return;
    }
    current.add(x);
    if (next != null && (next.hasBegun() || numbers % every() == 0)) {
      next.add(x);
    }
    numbers++;
    if (numbers >= FeatureStatistics.FIRST && numbers <= RENEWED && Long.bitCount(numbers) == 1) {
      renew();
    }
  }

  /** One number in so many is one of those that the next anchor is made of. */
  private long every() {
    return Math.max(1, Long.highestOneBit(numbers) / (2 * FeatureStatistics.FIRST));
  }

  private void renew() {
    if (next != null) {
      next.begin();
      current = next.hasBegun() ? next : current;
    }
    next = numbers < RENEWED ? new FeatureStatistics(window) : null;
  }

  /** Begins with what has come, though it is less than {@link FeatureStatistics#FIRST} numbers. */
  void begin() {
    current.begin();
  }

  /** Mean and deviation, as they are now. */
  FeatureStatistics current() {
    return current;
  }

  /** Drops the first numbers that wait; others take their place. */
  void forgetFirst() {
    current.forgetFirst();
    if (next != null) {
      next.forgetFirst();
    }
  }

  /**
   * Writes it.
   *
   * @param withFirst whether the first numbers that wait are written too
   */
  void save(DataOutput out, boolean withFirst) throws IOException {
    out.writeLong(numbers);
    current.save(out, withFirst);
    out.writeBoolean(next != null);
    if (next != null) {
      next.save(out, withFirst);
    }
  }

  void restore(DataInput in) throws IOException {
    numbers = in.readLong();
    current.restore(in);
    next = in.readBoolean() ? new FeatureStatistics(window) : null;
    if (next != null) {
      next.restore(in);
    }
  }

  /** Goes on from statistics that never began anew; they do at the next doubling but one. */
  void restoreFormer(DataInput in) throws IOException {
    current.restore(in);
    next = null;
    numbers = current.count();
  }
}
