package dev.reinstate.state;

import dev.reinstate.credit.outcome.Target;

/**
 * Counts of the values known so far. Class: one count for each class; value: how many and their
 * sum; reward: how many not positive, how many positive.
 */
public final class ValueStatistics {

  private final double[] sums;

  public ValueStatistics(Target target, int classes) {
    this(new double[target == Target.CLASS ? classes : 2]);
  }

  /** Statistics as they were saved. */
  public ValueStatistics(double[] sums) {
    this.sums = sums;
  }

  public double[] sums() {
    return sums;
  }

  public void add(Target target, double value, int sign) {
    switch (target) {
      case CLASS -> sums[(int) value] += sign;
      case VALUE -> {
        sums[0] += sign;
        sums[1] += sign * value;
      }
      case REWARD -> sums[value > 0 ? 1 : 0] += sign;
    }
  }

  /** Whether such a value is among them, as far as they tell. */
  public boolean holds(Target target, double value) {
    return switch (target) {
      case CLASS -> sums[(int) value] > 0;
      case VALUE -> sums[0] > 0;
      case REWARD -> sums[value > 0 ? 1 : 0] > 0;
    };
  }

  public void addAll(ValueStatistics other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
  }
}
