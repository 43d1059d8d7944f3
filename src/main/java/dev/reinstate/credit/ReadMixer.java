package dev.reinstate.credit;

/**
 * Mixes the values of the memories that a prediction read by their attention weights, and combines
 * what the heads say. Keeps scratch space and serves one thread.
 */
public final class ReadMixer {
  private final ReadForm form;
  private final int k;
  private final ReadLayout layout;
  private final Combination combination;

  /**
   * @param k the most memories of a source
   */
  public ReadMixer(ReadForm form, int k) {
    this.form = form;
    this.k = k;
    layout = new ReadLayout(form);
    combination = Combination.of(form);
  }

  /**
   * Computes what a read says. The arrays are not copied: they must stay as they are for as long as
   * the result is used.
   *
   * @param weights a, k numbers for each head, of which as many are used as its source has
   *     memories; those of a head sum to 1 with its null slot's
   * @param values v of the memories, source by source; at least as many as there are
   * @param counts memories of each source, each 0 to k
   * @param prior π
   * @param mixture how the heads are put together
   */
  public ReadOutput mix(
      double[] weights, double[] values, int[] counts, float[] prior, HeadMixture mixture) {
    return new ReadOutput(form, layout, k, combination, weights, values, counts, prior, mixture);
  }
}
