package dev.reinstate.credit;

/**
 * Credits the memories of a recorded read: from the recorded weights and the values as they are
 * now. Keeps scratch space and serves one thread.
 */
public final class CreditAssigner {
  private final ReadMixer mixer;
  private final int heads;
  private final int size;
  private final int k;
  private final boolean nullSlot;

  /** p̃ of each head without one of the memories. */
  private final double[] rest;

  /** The same for all of the memories: by number of the mixture, k columns; then the rates. */
  private final double[] rests;

  /**
   * @param k the most memories of a read
   */
  public CreditAssigner(ReadForm form, int k) {
    mixer = new ReadMixer(form, k);
    heads = form.heads();
    size = form.outcome().size();
    this.k = k;
    nullSlot = form.nullSlot();
    rest = new double[heads * size];
    rests = new double[form.experts() * size * k];
  }

  /**
   * Credits one read.
   *
   * @param weights a, k numbers for each head, of which the first count are used; those of a head
   *     sum to 1 with its null slot's
   * @param values v of the memories, at least count
   * @param count memories read, 0 to k
   * @param prior the prior that the prediction had
   * @param mixture how the prediction's heads were put together
   * @param target y
   */
  public ReadCredit assign(
      double[] weights,
      double[] values,
      int count,
      float[] prior,
      HeadMixture mixture,
      double target) {
    ReadOutput output = mixer.mix(weights, values, count, prior, mixture);
    double loss = output.loss(target);
    return new ReadCredit(
        loss,
        credits(weights, values, count, mixture, output.gradient(target)),
        leaveOneOut(output, count, loss, target));
  }

  private double[] credits(
      double[] weights, double[] values, int count, HeadMixture mixture, OutputGradient gradient) {
    double[] credits = new double[count];
    for (int h = 0; h < heads; h++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += weights[h * k + i] * gradient.weight(h, values[i]);
      }
      if (nullSlot) {
        mean += mixture.nullWeights()[h] * gradient.nullWeight(h);
      }
      for (int i = 0; i < count; i++) {
        credits[i] -= weights[h * k + i] * (gradient.weight(h, values[i]) - mean);
      }
    }
    return credits;
  }

  private double[] leaveOneOut(ReadOutput output, int count, double loss, double target) {
    for (int h = 0; h < heads; h++) {
      for (int left = 0; left < count; left++) {
        output.leaveOut(h, left, rest);
        for (int j = h * size; j < (h + 1) * size; j++) {
          rests[j * k + left] = rest[j];
        }
      }
    }
    double[] differences = new double[count];
    output.losses(rests, target, differences);
    for (int i = 0; i < count; i++) {
      differences[i] -= loss;
    }
    return differences;
  }
}
