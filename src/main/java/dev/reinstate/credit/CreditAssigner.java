package dev.reinstate.credit;

import java.util.Arrays;

/**
 * Credits the memories of recorded reads: from the recorded weights and the values as they are now.
 * Keeps scratch space and serves one thread.
 */
public final class CreditAssigner {
  private final ReadMixer mixer;
  private final ReadLayout layout;
  private final int sources;
  private final int size;
  private final int k;
  private final boolean nullSlot;

  /** p̃ of each head without one of the memories. */
  private final double[] rest;

  /** The same of the heads of a source, for all of its memories: k columns for each number. */
  private final double[] rests;

  /** Losses without each of the memories of a source. */
  private final double[] losses;

  /**
   * @param k the most memories of a source
   */
  public CreditAssigner(ReadForm form, int k) {
    mixer = new ReadMixer(form, k);
    layout = new ReadLayout(form);
    sources = form.sources();
    size = form.outcome().size();
    this.k = k;
    nullSlot = form.nullSlot();
    rest = new double[form.heads() * size];
    rests = new double[form.heads() * size * k];
    losses = new double[k];
  }

  /**
   * Credits the reads of a prediction.
   *
   * @param weights a, k numbers for each head, of which as many are used as its source has
   *     memories; those of a head sum to 1 with its null slot's
   * @param values v of the memories, source by source; at least as many as there are
   * @param counts memories of each source, each 0 to k
   * @param prior the prior that the prediction had
   * @param mixture how the prediction's heads were put together
   * @param target y
   */
  public ReadCredit assign(
      double[] weights,
      double[] values,
      int[] counts,
      float[] prior,
      HeadMixture mixture,
      double target) {
    ReadOutput output = mixer.mix(weights, values, counts, prior, mixture);
    double loss = output.loss(target);
    OutputGradient gradient = output.gradient(target);
    double[] credits = new double[Arrays.stream(counts).sum()];
    double[] leaveOneOut = new double[credits.length];
    int from = 0;
    for (int source = 0; source < sources; source++) {
      for (int h = layout.firstHead(source); h < layout.firstHead(source + 1); h++) {
        addCredits(h, weights, values, from, counts[source], mixture, gradient, credits);
        leaveOut(h, h - layout.firstHead(source), counts[source], output);
      }
      output.losses(source, rests, target, losses);
      for (int i = 0; i < counts[source]; i++) {
        leaveOneOut[from + i] = losses[i] - loss;
      }
      from += counts[source];
    }
    return new ReadCredit(loss, credits, leaveOneOut);
  }

  private void addCredits(
      int head,
      double[] weights,
      double[] values,
      int from,
      int count,
      HeadMixture mixture,
      OutputGradient gradient,
      double[] credits) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += weights[head * k + i] * gradient.weight(head, values[from + i]);
    }
    if (nullSlot) {
      mean += mixture.nullWeights()[head] * gradient.nullWeight(head);
    }
    for (int i = 0; i < count; i++) {
      double u = gradient.weight(head, values[from + i]);
      credits[from + i] -= weights[head * k + i] * (u - mean);
    }
  }

  /**
   * Computes p̃ of a head without each of its memories.
   *
   * @param column the head's number among those of its source
   */
  private void leaveOut(int head, int column, int count, ReadOutput output) {
    for (int left = 0; left < count; left++) {
      output.leaveOut(head, left, rest);
      for (int j = 0; j < size; j++) {
        rests[(column * size + j) * k + left] = rest[head * size + j];
      }
    }
  }
}
