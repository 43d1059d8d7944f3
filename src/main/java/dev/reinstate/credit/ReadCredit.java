package dev.reinstate.credit;

/**
 * What the target says of each memory of a recorded read, from the recorded weights and the values
 * as they are now. Keeps scratch space and serves one thread.
 */
public final class ReadCredit {

  private final ReadOutput output;
  private final int heads;
  private final int k;
  private final boolean nullSlot;
  private final double[] credits;
  private final double[] leaveOneOut;
  private double loss;

  /**
   * @param k memories of a read at most
   */
  public ReadCredit(ReadForm form, int k) {
    output = new ReadOutput(form, k);
    heads = form.heads();
    this.k = k;
    nullSlot = form.nullSlot();
    credits = new double[k];
    leaveOneOut = new double[k];
  }

  /**
   * Credits one read.
   *
   * @param weights a, k numbers for each head; those of a head sum to 1 with its null slot's
   * @param values v
   * @param prior the prior that the prediction had
   * @param mixture how the prediction's heads were put together
   */
  public void compute(
      double[] weights,
      double[] values,
      int count,
      float[] prior,
      HeadMixture mixture,
      double target) {
    output.compute(weights, values, count, prior, mixture);
    loss = output.loss(target);
    output.differentiate(target);
    for (int i = 0; i < count; i++) {
      credits[i] = 0;
    }
    for (int h = 0; h < heads; h++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += weights[h * k + i] * output.slope(h, values[i]);
      }
      if (nullSlot) {
        mean += mixture.nullWeights()[h] * output.nullSlope(h);
      }
      for (int i = 0; i < count; i++) {
        credits[i] -= weights[h * k + i] * (output.slope(h, values[i]) - mean);
      }
    }
    output.lossesWithout(target, leaveOneOut);
    for (int i = 0; i < count; i++) {
      leaveOneOut[i] -= loss;
    }
  }

  /** L of the recorded read. */
  public double loss() {
    return loss;
  }

  /**
   * −a_i(u_i − Σ a_j u_j), summed over the heads: the first-order gain in −L per unit of the
   * memory's logit.
   */
  public double credit(int i) {
    return credits[i];
  }

  /** L of the rest of the read, renormalised (for an only memory, of the empty read), less L. */
  public double leaveOneOut(int i) {
    return leaveOneOut[i];
  }
}
