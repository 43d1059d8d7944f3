package dev.reinstate.credit;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Logits of recorded reads, from which their weights follow. */
final class RecordedLogits {

  private final ReadForm form;
  private final int k;
  private final int[] counts;

  /** By head, those of the memories of its source. */
  private final double[][] logits;

  private final double[] values;
  private final float[] prior;
  private final HeadMixture mixture;
  private final double target;

  private RecordedLogits(
      ReadForm form,
      int k,
      int[] counts,
      double[][] logits,
      double[] values,
      float[] prior,
      HeadMixture mixture,
      double target) {
    this.form = form;
    this.k = k;
    this.counts = counts;
    this.logits = logits;
    this.values = values;
    this.prior = prior;
    this.mixture = mixture;
    this.target = target;
  }

  /**
   * @param k the most memories of a source
   * @param counts memories of each source
   */
  static RecordedLogits of(ReadForm form, int k, int[] counts, int seed) {
    RandomReads reads = new RandomReads(form, counts, seed);
    Random random = new Random(seed);
    double[][] logits = new double[form.heads()][];
    for (int source = 0; source < counts.length; source++) {
      for (int h : heads(form, source)) {
        logits[h] = random.doubles(counts[source], -2, 2).toArray();
      }
    }
    return new RecordedLogits(
        form, k, counts, logits, reads.values, reads.prior, reads.mixture(), reads.target);
  }

  private static int[] heads(ReadForm form, int source) {
    int first = form.firstHead(source);
    return IntStream.range(first, first + form.readOf(source).count()).toArray();
  }

  private int sourceOf(int memory) {
    int source = 0;
    for (int end = counts[0]; memory >= end; end += counts[++source]) {}
    return source;
  }

  private int first(int source) {
    return Arrays.stream(counts, 0, source).sum();
  }

  /** With the logits of a memory moved, in all heads that read it. */
  RecordedLogits moved(int memory, double step) {
    double[][] moved = new double[logits.length][];
    for (int h = 0; h < moved.length; h++) {
      moved[h] = logits[h].clone();
    }
    int source = sourceOf(memory);
    for (int h : heads(form, source)) {
      moved[h][memory - first(source)] += step;
    }
    return new RecordedLogits(form, k, counts, moved, values, prior, mixture, target);
  }

  /** As if a memory had not been there. */
  RecordedLogits without(int memory) {
    int source = sourceOf(memory);
    int[] fewer = counts.clone();
    fewer[source]--;
    double[][] rest = logits.clone();
    for (int h : heads(form, source)) {
      rest[h] = without(logits[h], memory - first(source));
    }
    return new RecordedLogits(
        form, k, fewer, rest, without(values, memory), prior, mixture, target);
  }

  private static double[] without(double[] numbers, int left) {
    return IntStream.range(0, numbers.length)
        .filter(i -> i != left)
        .mapToDouble(i -> numbers[i])
        .toArray();
  }

  ReadCredit credit() {
    double[] weights = new double[form.heads() * k];
    float[] nullWeights = new float[form.nullSlot() ? form.heads() : 0];
    for (int h = 0; h < form.heads(); h++) {
      double sum = form.nullSlot() ? 1 : 0;
      for (double logit : logits[h]) {
        sum += Math.exp(logit);
      }
      for (int i = 0; i < logits[h].length; i++) {
        weights[h * k + i] = Math.exp(logits[h][i]) / sum;
      }
      if (form.nullSlot()) {
        nullWeights[h] = (float) (1 / sum);
      }
    }
    return new CreditAssigner(form, k)
        .assign(weights, values, counts, prior, mixture.withNullWeights(nullWeights), target);
  }

  double loss() {
    return credit().loss();
  }
}
