package dev.reinstate.credit;

import java.util.Arrays;

/**
 * What a read says, from the attention weights of its heads, and what the target says back to each
 * weight. Keeps scratch space and serves one thread.
 *
 * <p>Weights lie head by head, k numbers for each, of which the first count are used.
 */
public final class ReadOutput {

  /** What is left of a head's weights without a memory is less than rounding makes of it. */
  private static final double NOTHING = 1e-6;

  private final Outcome outcome;
  private final Combination combination;
  private final boolean nullSlot;
  private final int heads;
  private final int k;
  private final int size;

  /** p of each head. */
  private final double[] mixtures;

  /** Sum of each head's weights: 1, but for rounding. */
  private final double[] totals;

  /** p̃ of each head. */
  private final double[] smoothed;

  /** p̃ of each head without one of the memories: by number of the mixture, k columns. */
  private final double[] without;

  private final double[] output;
  private final double[] slopes;
  private double[] weights;
  private double[] values;
  private int count;
  private float[] prior;
  private HeadMixture mixture;

  /**
   * @param k memories of a read at most
   */
  public ReadOutput(ReadForm form, int k) {
    outcome = form.outcome();
    combination = Combination.of(form);
    nullSlot = form.nullSlot();
    heads = form.heads();
    this.k = k;
    size = outcome.size();
    mixtures = new double[heads * size];
    totals = new double[heads];
    smoothed = new double[heads * size];
    without = new double[heads * size * k];
    output = new double[size];
    slopes = new double[heads * size];
  }

  /**
   * Makes the prediction of a read. What is given must stay as it is for {@link #lossesWithout}.
   *
   * @param weights a; those of a head sum to 1 with its null slot's
   * @param values v
   */
  public void compute(
      double[] weights, double[] values, int count, float[] prior, HeadMixture mixture) {
    this.weights = weights;
    this.values = values;
    this.count = count;
    this.prior = prior;
    this.mixture = mixture;
    Arrays.fill(mixtures, 0);
    for (int h = 0; h < heads; h++) {
      totals[h] = 0;
      for (int i = 0; i < count; i++) {
        outcome.add(weights[h * k + i], values[i], mixtures, h * size);
        totals[h] += weights[h * k + i];
      }
      if (nullSlot) {
        totals[h] += addNull(h, mixtures);
      }
    }
    System.arraycopy(mixtures, 0, smoothed, 0, mixtures.length);
    for (int h = 0; h < heads; h++) {
      smooth(h, count > 0 || nullSlot);
    }
    combination.combine(smoothed, mixture, output);
  }

  /** Adds what the null slot says, and returns its weight. */
  private double addNull(int head, double[] to) {
    double weight = mixture.nullWeights()[head];
    for (int j = head * size; j < (head + 1) * size; j++) {
      to[j] += weight * mixture.nulls()[j];
    }
    return weight;
  }

  private void smooth(int head, boolean any) {
    if (any) {
      outcome.smooth(smoothed, head * size, prior);
    } else {
      for (int j = 0; j < size; j++) {
        smoothed[head * size + j] = prior[j];
      }
    }
  }

  /** The prediction as users see it. */
  public float[] prediction() {
    return outcome.prediction(output);
  }

  /** L of the prediction. */
  double loss(double target) {
    return combination.loss(target);
  }

  /**
   * Computes L of the read as if one of its memories had not been there, for each of them: p → (p −
   * a_i v_i)/(1 − a_i). The slopes of the read mean nothing afterwards.
   *
   * @param losses receives as many numbers as there are memories
   */
  void lossesWithout(double target, double[] losses) {
    for (int h = 0; h < heads; h++) {
      int at = h * size;
      for (int left = 0; left < count; left++) {
        double weight = weights[h * k + left];
        double rest = totals[h] - weight;
        boolean any = count > 1 || nullSlot;
        if (rest > NOTHING) {
          System.arraycopy(mixtures, at, smoothed, at, size);
          outcome.add(-weight, values[left], smoothed, at);
        } else {
          rest = mixWithout(left, h);
          any = rest > 0;
        }
        for (int j = at; any && j < at + size; j++) {
          smoothed[j] /= rest;
        }
        smooth(h, any);
        for (int j = at; j < at + size; j++) {
          without[j * k + left] = smoothed[j];
        }
      }
    }
    combination.losses(without, k, count, mixture, target, losses);
  }

  /** Leaves a mixture of the rest behind, and returns the sum of the rest's weights. */
  private double mixWithout(int left, int head) {
    Arrays.fill(smoothed, head * size, (head + 1) * size, 0);
    double rest = 0;
    for (int i = 0; i < count; i++) {
      if (i != left) {
        outcome.add(weights[head * k + i], values[i], smoothed, head * size);
        rest += weights[head * k + i];
      }
    }
    return nullSlot ? rest + addNull(head, smoothed) : rest;
  }

  /** Prepares the slopes of the prediction that {@link #compute} made. */
  void differentiate(double target) {
    combination.differentiate(target, slopes);
  }

  /** u = ∂L/∂a of a memory with a value. */
  double slope(int head, double value) {
    return outcome.weightGradient(slopes, head * size, value);
  }

  /** ∂L/∂a_0. */
  double nullSlope(int head) {
    double slope = 0;
    for (int j = head * size; j < (head + 1) * size; j++) {
      slope += slopes[j] * mixture.nulls()[j];
    }
    return slope;
  }

  /** The gradient with respect to ρ of a head, to an array from a place on. */
  void moved(int head, double[] gradient, int at) {
    outcome.shiftGradient(
        mixture.nulls(), slopes, head * size, mixture.nullWeights()[head], gradient, at);
  }

  /** ∂L/∂w of a head. */
  double weightSlope(int head) {
    return combination.weightSlope(head);
  }

  /** ∂L/∂b of a logit. */
  double offsetSlope(int logit) {
    return combination.offsetSlope(logit);
  }
}
