package dev.reinstate.credit;

/**
 * What a prediction has read, whose loss is to be differentiated. Its vectors are rows that lie one
 * after the other: the query's, then those of the memories, source by source. So are the codes,
 * where there is a code head.
 *
 * @param stored the vectors as they were stored
 * @param recomputed the same rows as the embedding network gives them now
 * @param from where the query's row begins in both arrays, and in those of gradients
 * @param dimension d, floats of a row
 * @param counts memories of each source
 * @param values the memories' values; at least as many as there are
 * @param ages log1p(age/unit) of the memories; at least as many, or empty where age does not count
 * @param codes the numbers of the codes; empty without a code head
 * @param codesFrom where the query's begin
 * @param features array that holds the observation's features
 * @param featuresFrom where they begin
 * @param prior the prior of the read
 * @param rates known when the read was made, as {@link HeadMixture#rates} has them
 * @param target what the feedback says
 */
public record Read(
    float[] stored,
    float[] recomputed,
    int from,
    int dimension,
    int[] counts,
    double[] values,
    double[] ages,
    float[] codes,
    int codesFrom,
    float[] features,
    int featuresFrom,
    float[] prior,
    float[] rates,
    double target) {

  /** Memories of all sources. */
  public int count() {
    int count = 0;
    for (int ofSource : counts) {
      count += ofSource;
    }
    return count;
  }

  /** Where the rows of the read end. */
  public int end() {
    return from + (count() + 1) * dimension;
  }
}
