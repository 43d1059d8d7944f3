package dev.reinstate.learner.reinstatement;

import dev.reinstate.memory.Query;
import java.util.Arrays;

/**
 * The memories of a read that are still held and are reinstated, in the order of their rows.
 *
 * @param values what they say
 * @param ages log1p(age/unit) of each; empty where age does not count
 */
record HeldMemories(double[] values, double[] ages) {

  /**
   * @param aged whether age counts
   * @param ageUnit milliseconds
   */
  static HeldMemories of(CreditedRead credited, boolean aged, double ageUnit) {
    int count = 0;
    int read = credited.rows().length;
    double[] values = new double[read];
    long[] times = new long[read];
    for (int i = 0; i < read; i++) {
      if (credited.rows()[i] != CreditedRead.NONE) {
        values[count] = credited.values()[i];
        times[count] = credited.read().times()[i];
        count++;
      }
    }
    double[] ages = new double[aged ? count : 0];
    if (aged) {
      Query.logAges(credited.time(), ageUnit, times, count, ages);
    }
    return new HeldMemories(Arrays.copyOf(values, count), ages);
  }

  int count() {
    return values.length;
  }
}
