package dev.reinstate.memory;

/**
 * What a search is for. The score of a memory is its similarity − decay · log1p(age/unit).
 *
 * @param vector array that holds the query's embedding
 * @param from where it begins
 * @param now event time of the query, which ages count from
 * @param ageUnit milliseconds that ages are measured in, above 0
 * @param decays what age takes off the score of each head, from 0; empty where age does not count
 */
public record Query(float[] vector, int from, long now, double ageUnit, double[] decays) {

  private static final double[] AGELESS = {};

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
    return aged() ? Math.log1p(Math.max(0, now - time) / ageUnit) : 0;
  }
}
