package dev.reinstate.credit;

/**
 * Mixes the values of the memories read by their attention weights, and combines what the heads
 * say. Keeps scratch space and serves one thread.
 */
public final class ReadMixer {
  private final ReadForm form;
  private final int k;
  private final Combination combination;

  /**
   * @param k the most memories of a read
   */
  public ReadMixer(ReadForm form, int k) {
    this.form = form;
    this.k = k;
    combination = Combination.of(form);
  }

  /**
   * Computes what a read says. The arrays are not copied: they must stay as they are for as long as
   * the result is used.
   *
   * @param weights a, k numbers for each head, of which the first count are used; those of a head
   *     sum to 1 with its null slot's
   * @param values v of the memories, at least count
   * @param count memories read, 0 to k
   * @param prior π
   * @param mixture how the heads are put together
   */
  public ReadOutput mix(
      double[] weights, double[] values, int count, float[] prior, HeadMixture mixture) {
    return new ReadOutput(form, k, combination, weights, values, count, prior, mixture);
  }
}
