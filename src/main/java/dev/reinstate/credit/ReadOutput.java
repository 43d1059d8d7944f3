package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;
import java.util.Arrays;

/**
 * What a read says: p and p̃ of each head, the prediction made of them, and its loss. Made by
 * {@link ReadMixer#mix}; serves the thread of its mixer.
 */
public final class ReadOutput {

  /** What is left of a head's weights without a memory is less than rounding makes of it. */
  private static final double NOTHING = 1e-6;

  private static final int NONE = -1;

  private final ReadForm form;
  private final int k;
  private final Combination combination;
  private final double[] weights;
  private final double[] values;
  private final int count;
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
      int k,
      Combination combination,
      double[] weights,
      double[] values,
      int count,
      float[] prior,
      HeadMixture mixture) {
    this.form = form;
    this.k = k;
    this.combination = combination;
    this.weights = weights;
    this.values = values;
    this.count = count;
    this.prior = prior;
    this.mixture = mixture;
    mixtures = new double[form.heads() * form.outcome().size()];
    totals = new double[form.heads()];
    for (int h = 0; h < form.heads(); h++) {
      totals[h] = mix(h, NONE, mixtures);
    }
    experts = Arrays.copyOf(mixtures, form.experts() * form.outcome().size());
    for (int h = 0; h < form.heads(); h++) {
      smooth(h, count > 0 || form.nullSlot(), experts);
    }
    for (int j = 0; j < mixture.rates().length; j++) {
      experts[mixtures.length + j] = mixture.rates()[j];
    }
  }

  /**
   * Adds p of a head, but for one memory.
   *
   * @param to mixtures by head, that of the head all 0
   * @return the sum of the weights
   */
  private double mix(int head, int left, double[] to) {
    Outcome outcome = form.outcome();
    int at = head * outcome.size();
    double total = 0;
    for (int i = 0; i < count; i++) {
      if (i != left) {
        outcome.add(weights[head * k + i], values[i], to, at);
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
   * @param left which memory
   * @param to mixtures by head: receives that of the head
   */
  void leaveOut(int head, int left, double[] to) {
    int size = form.outcome().size();
    int at = head * size;
    double weight = weights[head * k + left];
    double rest = totals[head] - weight;
    boolean any = count > 1 || form.nullSlot();
    if (rest > NOTHING) {
      System.arraycopy(mixtures, at, to, at, size);
      form.outcome().add(-weight, values[left], to, at);
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
   * Computes the losses of reads that differ from this one in p̃ alone.
   *
   * @param columns p̃ of each head, by its number a column of k; then room for columns of the
   *     rates, which are the same in all reads; serves as scratch space
   * @param losses receives count numbers
   */
  void losses(double[] columns, double target, double[] losses) {
    for (int j = mixtures.length; j < experts.length; j++) {
      Arrays.fill(columns, j * k, j * k + count, experts[j]);
    }
    combination.losses(columns, k, count, mixture, target, losses);
  }
}
