package dev.reinstate.learner.reinstatement;

import dev.reinstate.memory.Query;
import java.util.Arrays;

/**
 * The memories of a read that are still held and are reinstated, in the order of their rows.
 *
 * @param counts how many there are of each source
 * @param values what they say
 * @param ages log1p(age/unit) of each; empty where age does not count
 */
record HeldMemories(int[] counts, double[] values, double[] ages) {

  /**
   * @param aged whether age counts
   * @param ageUnit milliseconds
   */
  static HeldMemories of(CreditedRead credited, boolean aged, double ageUnit) {
    int[] read = credited.read().counts();
    int[] counts = new int[read.length];
    double[] values = new double[credited.rows().length];
    long[] times = new long[values.length];
    int count = 0;
    int i = 0;
    for (int source = 0; source < counts.length; source++) {
      for (int end = i + read[source]; i < end; i++) {
        if (credited.rows()[i] != CreditedRead.NONE) {
          values[count] = credited.values()[i];
          times[count] = credited.read().times()[i];
          count++;
          counts[source]++;
        }
      }
    }
    double[] ages = new double[aged ? count : 0];
    if (aged) {
      Query.logAges(credited.time(), ageUnit, times, count, ages);
    }
    return new HeldMemories(counts, Arrays.copyOf(values, count), ages);
  }

  int count() {
    return values.length;
  }
}
