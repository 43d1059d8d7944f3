package dev.reinstate.memory;

import dev.reinstate.compute.Elementary;

/**
 * The query of a top-k search: an embedding, and how age lowers scores. The score of a memory is
 * its similarity − decay · log1p(age/unit).
 *
 * @param vector array that holds the query's embedding
 * @param from where it begins
 * @param code array that holds the query's code, in numbers from −1 to 1; empty where no head
 *     compares codes
 * @param codeFrom where it begins
 * @param now event time of the query, which ages count from
 * @param ageUnit milliseconds that ages are measured in, above 0
 * @param decays what age takes off the score of each head, from 0; empty where age does not count
 */
public record Query(
    float[] vector,
    int from,
    float[] code,
    int codeFrom,
    long now,
    double ageUnit,
    double[] decays) {

  private static final float[] NO_CODE = {};
  private static final double[] AGELESS = {};

  /** A query by an embedding alone. */
  public Query(float[] vector, int from, long now, double ageUnit, double[] decays) {
    this(vector, from, NO_CODE, 0, now, ageUnit, decays);
  }

  /** A query to which age is nothing. */
  public static Query ageless(float[] vector, int from) {
    return new Query(vector, from, 0, 1, AGELESS);
  }

  /** Whether age counts. */
  public boolean aged() {
    return decays.length > 0;
  }

  /** log1p(age/unit) of a memory of a time, from 0; 0 where age does not count. */
  public double age(long time) {
    return aged() ? Elementary.log(1 + Math.max(0, now - time) / ageUnit) : 0;
  }

  /** The same of many memories, in the same bits. */
  void ages(long[] times, double[] to) {
    logAges(now, ageUnit, times, times.length, to);
  }

  /**
   * Computes log1p(age/unit) of memories.
   *
   * @param now event time that ages count from; none is below 0
   * @param unit milliseconds that ages are measured in, above 0
   * @param times of the memories, at least count
   * @param to receives count numbers
   */
  public static void logAges(long now, double unit, long[] times, int count, double[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = 1 + Math.max(0, now - times[i]) / unit;
    }
    Elementary.fastest().log(to, 0, count);
  }
}
