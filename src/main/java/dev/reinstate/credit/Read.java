package dev.reinstate.credit;

/**
 * A read whose loss is to be differentiated. Its vectors are rows that lie one after the other: the
 * query's, then those of the memories.
 *
 * @param stored the vectors as they were stored
 * @param recomputed the same rows as the embedding network gives them now
 * @param from where the query's row begins in both arrays, and in those of gradients
 * @param dimension d, floats of a row
 * @param count memories
 * @param values the memories' values; at least count
 * @param ages log1p(age/unit) of the memories; at least count, or empty where age does not count
 * @param features array that holds the observation's features
 * @param featuresFrom where they begin
 * @param prior the prior of the read
 * @param target what the feedback says
 */
public record Read(
    float[] stored,
    float[] recomputed,
    int from,
    int dimension,
    int count,
    double[] values,
    double[] ages,
    float[] features,
    int featuresFrom,
    float[] prior,
    double target) {

  /** Where the rows of the read end. */
  public int end() {
    return from + (count + 1) * dimension;
  }
}
