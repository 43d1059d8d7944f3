package dev.reinstate.learner.reinstatement;

import dev.reinstate.memory.Query;
import dev.reinstate.state.RecordedRead;
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
    RecordedRead read = credited.read();
    int[] counts = new int[read.counts().length];
    double[] values = new double[credited.rows().length];
    long[] times = new long[values.length];
    int count = 0;
    for (int source = 0; source < counts.length; source++) {
      int to = read.first(source + 1);
      for (int i = read.first(source); i < to; i++) {
        if (credited.rows()[i] != CreditedRead.NONE) {
          values[count] = credited.values()[i];
          times[count] = read.times()[i];
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
