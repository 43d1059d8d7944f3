package dev.reinstate.credit;

import dev.reinstate.compute.Numbers;
import dev.reinstate.credit.outcome.ClassOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random reads of one prediction, with random parameters, and their formulas in float64. */
final class RandomReads {

  /** Numbers of a part of an embedding, and of a code. */
  private static final int PART = 3;

  static final int CODE = 5;

  private static final int FEATURES = 5;

  /** Rows of codes before the reads' own, as when other feedback is before them. */
  private static final int CODES_FROM = 2;

  final ReadParameters parameters;
  final float[] flat;
  final float[] vectors;
  final double[] values;
  final float[] prior;
  final double target;
  private final ReadForm form;
  private final int[] counts;
  private final float[] codes;
  private final float[] rates;
  private final double[] ages;
  private final float[] features;

  /**
   * @param counts memories of each source
   */
  RandomReads(ReadForm form, int[] counts, int seed) {
    this.form = form;
    this.counts = counts;
    Random random = new Random(seed);
    parameters = new ReadParameters(form);
    flat = new float[parameters.count()];
    parameters.read(flat, 0);
    for (int i = 0; i < flat.length; i++) {
      flat[i] += (float) (0.3 * random.nextGaussian());
    }
    parameters.write(flat, 0);
    int count = Arrays.stream(counts).sum();
    vectors = Numbers.gaussian(random, (count + 1) * dimension());
    features = Numbers.gaussian(random, FEATURES);
    values = new double[count];
    ages = new double[count];
    boolean classes = form.outcome() instanceof ClassOutcome;
    for (int i = 0; i < count; i++) {
      values[i] = classes ? random.nextInt(form.outcome().size()) : random.nextGaussian();
      ages[i] = 2 * random.nextDouble();
    }
    prior = new float[form.outcome().size()];
    Arrays.fill(prior, classes ? 1f / prior.length : 0.3f);
    if (classes) {
      prior[0] += 0.1f;
      prior[1] -= 0.1f;
    }
    target = random.nextInt(2);
    codes = Numbers.gaussian(random, (CODES_FROM + count + 1) * form.codeSize());
    rates = Numbers.gaussian(random, form.known() * form.outcome().size());
    for (int rate = 0; classes && rate < form.known(); rate++) {
      makeProbabilities(rates, rate * prior.length, prior.length);
    }
  }

  private static void makeProbabilities(float[] numbers, int from, int count) {
    float sum = 0;
    for (int i = from; i < from + count; i++) {
      numbers[i] = (float) Math.exp(numbers[i]);
      sum += numbers[i];
    }
    for (int i = from; i < from + count; i++) {
      numbers[i] /= sum;
    }
  }

  private int dimension() {
    return PART * form.embeddingParts();
  }

  HeadMixture mixture() {
    HeadMixture mixture = HeadMixture.of(form);
    parameters.fillMixture(prior, features, 0, mixture);
    System.arraycopy(rates, 0, mixture.rates(), 0, rates.length);
    return mixture;
  }

  Read read() {
    return new Read(
        null,
        null,
        0,
        dimension(),
        counts,
        values,
        ages,
        codes,
        CODES_FROM * form.codeSize(),
        features,
        0,
        prior,
        rates,
        target);
  }

  /** L, written for reading. */
  double loss(double[] v, double[] p) {
    List<double[]> heads = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    int own = 0;
    int source = 0;
    for (ReadHeads read : form.reads()) {
      for (int shard = 0; shard < read.shards(); shard++) {
        for (int h = 0; h < read.count(); h++) {
          heads.add(head(v, p, read, h, (own + h) * perHead(), source));
          weights.add(form.combined() ? p[weightsFrom() + own + h] / read.shards() : 0);
        }
        source++;
      }
      own += read.count();
    }
    if (!form.combined()) {
      return form.outcome().loss(mean(heads), target);
    }
    addKnown(p, own, heads, weights);
    int bias = weightsFrom() + own + form.rates() * form.reads().size();
    return linearLoss(heads, weights, p, bias + (form.regression() ? 1 : 0), true);
  }

  /** L of the regression alone, whose prediction is known beforehand to the loss above. */
  double regressionLoss(double[] p) {
    int from = p.length - form.outcome().logits() * (1 + form.ownFeatures().length);
    return form.regression()
        ? linearLoss(List.of(toDoubles(prior)), List.of(1.0), p, from, false)
        : 0;
  }

  static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Parameters of a head that come before the weights. */
  private int perHead() {
    return (form.learnsTemperature() ? 1 : 0)
        + (form.aged() ? 1 : 0)
        + (form.nullSlot() ? 1 + form.outcome().logits() : 0);
  }

  private int weightsFrom() {
    return perHead() * form.reads().stream().mapToInt(ReadHeads::count).sum();
  }

  /**
   * p̃ of a head.
   *
   * @param number of the head in its read
   * @param at where its parameters begin
   */
  private double[] head(double[] v, double[] p, ReadHeads read, int number, int at, int source) {
    boolean code = number == read.learned();
    double start = code ? form.codeTemperature() : form.temperature();
    double kappa = (form.learnsTemperature() ? Math.exp(p[at++]) : 1) / start;
    double decay = form.aged() ? Math.log1p(Math.exp(p[at++])) : 0;
    int count = counts[source];
    int first = Arrays.stream(counts, 0, source).sum();
    double[] scores = new double[count + 1];
    for (int i = 0; i < count; i++) {
      double alike =
          code
              ? codeSimilarity(first + i)
              : similarity(v, PART * (read.firstPart() + number), first + i);
      scores[i] = kappa * alike - decay * ages[first + i];
    }
    scores[count] = form.nullSlot() ? p[at++] : Double.NEGATIVE_INFINITY;
    if (count == 0 && !form.nullSlot()) {
      return toDoubles(prior);
    }
    int logits = form.outcome().logits();
    double[] rho = form.nullSlot() ? Arrays.copyOfRange(p, at, at + logits) : new double[logits];
    double sum = Arrays.stream(scores).map(Math::exp).sum();
    double[] mixture = new double[form.outcome().size()];
    for (int i = 0; i < count; i++) {
      form.outcome().add(Math.exp(scores[i]) / sum, values[first + i], mixture, 0);
    }
    double[] pi = nullValue(rho);
    for (int c = 0; c < mixture.length; c++) {
      mixture[c] += Math.exp(scores[count]) / sum * pi[c];
    }
    form.outcome().smooth(mixture, 0, prior);
    return mixture;
  }

  private double codeSimilarity(int memory) {
    double sum = 0;
    for (int j = 0; j < CODE; j++) {
      double query = codes[CODES_FROM * CODE + j];
      sum += Math.pow(query - codes[(CODES_FROM + memory + 1) * CODE + j], 2);
    }
    return -sum / CODE;
  }

  private double similarity(double[] v, int column, int memory) {
    double dot = 0;
    double qq = 0;
    double mm = 0;
    for (int j = column; j < column + PART; j++) {
      double m = v[(memory + 1) * dimension() + j];
      dot += v[j] * m;
      qq += v[j] * v[j];
      mm += m * m;
    }
    return form.similarity().of(dot, qq, mm, PART);
  }

  private double[] nullValue(double[] rho) {
    if (!(form.outcome() instanceof ClassOutcome)) {
      return new double[] {prior[0] + rho[0]};
    }
    double[] pi = new double[prior.length];
    double sum = 0;
    for (int c = 0; c < pi.length; c++) {
      double moved = pi.length > 2 ? rho[c] : c == 1 ? rho[0] : 0;
      pi[c] = prior[c] * Math.exp(moved);
      sum += pi[c];
    }
    for (int c = 0; c < pi.length; c++) {
      pi[c] /= sum;
    }
    return pi;
  }

  private static double[] mean(List<double[]> heads) {
    double[] mean = new double[heads.get(0).length];
    for (double[] head : heads) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += head[c] / heads.size();
      }
    }
    return mean;
  }

  /** Adds the rates of each source and what the regression said, with their weights. */
  private void addKnown(double[] p, int ownHeads, List<double[]> experts, List<Double> weights) {
    int own = weightsFrom() + ownHeads;
    for (ReadHeads read : form.reads()) {
      for (int shard = 0; shard < read.shards(); shard++) {
        for (int rate = 0; rate < form.rates(); rate++) {
          weights.add(p[own + rate] / read.shards());
        }
      }
      own += form.rates();
    }
    if (form.regression()) {
      weights.add(p[own]);
    }
    int size = form.outcome().size();
    for (int rate = 0; rate < form.known(); rate++) {
      experts.add(toDoubles(Arrays.copyOfRange(rates, rate * size, (rate + 1) * size)));
    }
  }

  /**
   * L of a linear combination of experts and own features.
   *
   * @param at where the parameters that are linear in own features begin
   * @param constantsFirst whether those of all logits come before the features'
   */
  private double linearLoss(
      List<double[]> experts, List<Double> weights, double[] p, int at, boolean constantsFirst) {
    int logits = form.outcome().logits();
    int own = form.ownFeatures().length;
    double[] z = new double[logits];
    for (int l = 0; l < logits; l++) {
      int constant = at + (constantsFirst ? l : l * (1 + own));
      int feature = constantsFirst ? at + logits + l * own : constant + 1;
      z[l] = p[constant];
      for (int j = 0; j < own; j++) {
        z[l] += p[feature + j] * features[form.ownFeatures()[j]];
      }
      for (int e = 0; e < experts.size(); e++) {
        z[l] += weights.get(e) * said(experts.get(e), l);
      }
    }
    if (!(form.outcome() instanceof ClassOutcome)) {
      return form.outcome().loss(z, target);
    }
    if (logits == 1) {
      return Math.log1p(Math.exp(target == 1 ? -z[0] : z[0]));
    }
    return Math.log(Arrays.stream(z).map(Math::exp).sum()) - z[(int) target];
  }

  private double said(double[] expert, int logit) {
    if (!(form.outcome() instanceof ClassOutcome)) {
      return expert[0];
    }
    return expert.length == 2 ? Math.log(expert[1] / expert[0]) : Math.log(expert[logit]);
  }
}
