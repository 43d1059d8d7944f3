package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;
import java.util.Arrays;

/**
 * What the reads of a prediction say: p and p̃ of each head, the prediction made of them, and its
 * loss. Made by {@link ReadMixer#mix}; serves the thread of its mixer.
 */
public final class ReadOutput {

  /** What is left of a head's weights without a memory is less than rounding makes of it. */
  private static final double NOTHING = 1e-6;

  private static final int NONE = -1;

  private final ReadForm form;
  private final ReadLayout layout;
  private final int k;
  private final Combination combination;
  private final double[] weights;
  private final double[] values;
  private final int[] counts;

  /** Of each source, its first memory. */
  private final int[] first;

  private final float[] prior;
  private final HeadMixture mixture;

  /** p of each head, one mixture after the other. */
  private final double[] mixtures;

  /** Sum of each head's weights: 1, but for rounding. */
  private final double[] totals;

  /** p̃ of each head, then the rates. */
  private final double[] experts;

  /** Parameters as {@link ReadMixer} has and takes them. */
  ReadOutput(
      ReadForm form,
      ReadLayout layout,
      int k,
      Combination combination,
      double[] weights,
      double[] values,
      int[] counts,
      float[] prior,
      HeadMixture mixture) {
    this.form = form;
    this.layout = layout;
    this.k = k;
    this.combination = combination;
    this.weights = weights;
    this.values = values;
    this.counts = counts;
    first = new int[counts.length];
    for (int source = 1; source < counts.length; source++) {
      first[source] = first[source - 1] + counts[source - 1];
    }
    this.prior = prior;
    this.mixture = mixture;
    mixtures = new double[layout.heads() * form.outcome().size()];
    totals = new double[layout.heads()];
    for (int h = 0; h < layout.heads(); h++) {
      totals[h] = mix(h, NONE, mixtures);
    }
    experts = Arrays.copyOf(mixtures, form.experts() * form.outcome().size());
    for (int h = 0; h < layout.heads(); h++) {
      smooth(h, count(h) > 0 || form.nullSlot(), experts);
    }
    for (int j = 0; j < mixture.rates().length; j++) {
      experts[mixtures.length + j] = mixture.rates()[j];
    }
  }

  /** Memories that a head reads. */
  private int count(int head) {
    return counts[layout.source(head)];
  }

  /**
   * Adds p of a head, but for one memory.
   *
   * @param left the memory's number among those of the head's source
   * @param to mixtures by head, that of the head all 0
   * @return the sum of the weights
   */
  private double mix(int head, int left, double[] to) {
    Outcome outcome = form.outcome();
    int at = head * outcome.size();
    int from = first[layout.source(head)];
    double total = 0;
    for (int i = 0; i < count(head); i++) {
      if (i != left) {
        outcome.add(weights[head * k + i], values[from + i], to, at);
        total += weights[head * k + i];
      }
    }
    if (!form.nullSlot()) {
      return total;
    }
    double nullWeight = mixture.nullWeights()[head];
    for (int j = at; j < at + outcome.size(); j++) {
      to[j] += nullWeight * mixture.nulls()[j];
    }
    return total + nullWeight;
  }

  /**
   * Makes p̃ of p.
   *
   * @param any whether anything is read; otherwise p̃ is the prior
   */
  private void smooth(int head, boolean any, double[] of) {
    Outcome outcome = form.outcome();
    int at = head * outcome.size();
    if (any) {
      outcome.smooth(of, at, prior);
    } else {
      for (int j = 0; j < outcome.size(); j++) {
        of[at + j] = prior[j];
      }
    }
  }

  /** p of each head, one mixture after the other; not to be changed. */
  double[] mixtures() {
    return mixtures;
  }

  /** p̃ of each head, then the rates; not to be changed. */
  double[] experts() {
    return experts;
  }

  /** The prediction as users see it, a new array. */
  public float[] prediction() {
    double[] output = new double[form.outcome().size()];
    combination.combine(experts, mixture, output);
    return form.outcome().prediction(output);
  }

  /** L of the prediction. */
  double loss(double target) {
    return combination.loss(experts, mixture, target);
  }

  /** The gradient of the loss. */
  OutputGradient gradient(double target) {
    CombinationGradient gradient = CombinationGradient.of(form);
    combination.differentiate(experts, mixture, target, gradient);
    return new OutputGradient(form.outcome(), mixture, gradient);
  }

  /**
   * Computes p̃ of a head as if one of the memories had not been there: p → (p − a_i v_i)/(1 −
   * a_i).
   *
   * @param left the memory's number among those of the head's source
   * @param to mixtures by head: receives that of the head
   */
  void leaveOut(int head, int left, double[] to) {
    int size = form.outcome().size();
    int at = head * size;
    double weight = weights[head * k + left];
    double rest = totals[head] - weight;
    boolean any = count(head) > 1 || form.nullSlot();
    if (rest > NOTHING) {
      System.arraycopy(mixtures, at, to, at, size);
      form.outcome().add(-weight, values[first[layout.source(head)] + left], to, at);
    } else {
      Arrays.fill(to, at, at + size, 0);
      rest = mix(head, left, to);
      any = rest > 0;
    }
    for (int j = at; any && j < at + size; j++) {
      to[j] /= rest;
    }
    smooth(head, any, to);
  }

  /**
   * Computes the losses of predictions that differ from this one in p̃ of the heads of one source.
   *
   * @param columns p̃ of each of these heads, by its number a column of k; serves as scratch space
   * @param losses receives a number for each memory of the source
   */
  void losses(int source, double[] columns, double target, double[] losses) {
    int size = form.outcome().size();
    combination.losses(
        experts,
        layout.firstHead(source) * size,
        layout.firstHead(source + 1) * size,
        columns,
        k,
        counts[source],
        mixture,
        target,
        losses);
  }
}
