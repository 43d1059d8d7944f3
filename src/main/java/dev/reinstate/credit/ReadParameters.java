package dev.reinstate.credit;

import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Logistic;
import java.util.Arrays;

/**
 * The parameters of a read itself, beside those of the embedding network, in a flat vector. Serves
 * one thread.
 *
 * <p>τ = τ_start/eᵏ; Λ = softplus(λ); n is the null slot's logit and π its value: the prior, moved
 * by ρ (in logits, but for values). At the start k, n, ρ, b and β are 0, and w is 1/H for each of H
 * heads.
 *
 * <p>The code head knows something from the first memory on, the learned heads only later. With it,
 * it starts with most of the weight, and learned heads start at different temperatures. Rates start
 * without weight, and the regression's γ are 0.
 */
public final class ReadParameters {

  /** Λ at the start, as a share of the form's: some heads look at what is recent, some far back. */
  private static final double[] AGES = {1, 0.3, 2, 0.6};

  /**
   * τ at the start beside a code head, as a share of the form's: some look at few, some at many.
   */
  private static final double[] TEMPERATURES = {1, 0.5, 2, 1};

  private static final float CODE_WEIGHT = 0.8f;

  /** Of the learned heads together, beside a code head. */
  private static final float LEARNED_WEIGHT = 0.3f;

  /** Of the regression for classes: numbers would no longer be means of numbers. */
  private static final float REGRESSION_WEIGHT = 0.5f;

  private final ReadForm form;
  private final ReadLayout layout;
  private final float[] values;
  private final FeatureRegression regression;
  private final double[] temperatures;
  private final double[] decays;

  /** Parameters at their start. */
  public ReadParameters(ReadForm form) {
    this.form = form;
    layout = new ReadLayout(form);
    values = new float[layout.count()];
    regression = new FeatureRegression(form, layout);
    temperatures = new double[form.heads()];
    decays = new double[form.heads()];
    for (int source = 0; source < form.sources(); source++) {
      startHeads(layout.firstHead(source), layout.firstHead(source + 1));
    }
    if (form.combined()) {
      startWeights();
    }
    derive();
  }

  private void startHeads(int from, int to) {
    for (int head = from; head < to; head++) {
      int number = head - from;
      boolean code = layout.isCodeHead(head);
      if (form.aged()) {
        double age = form.age() * (code ? 1 : AGES[number % AGES.length]);
        values[layout.decay(head)] = (float) Math.log(Math.expm1(age));
      }
      if (startsDiverse(to) && !code) {
        double share = TEMPERATURES[number % TEMPERATURES.length];
        values[layout.temperature(head)] = (float) Math.log(1 / share);
      }
    }
  }

  /** Whether the heads before one do. */
  private boolean startsDiverse(int to) {
    return layout.isCodeHead(to - 1) && form.learnsTemperature();
  }

  /** Reads start with equal parts of the weight that one would have. */
  private void startWeights() {
    int reads = form.reads().size();
    int at = layout.weights();
    for (ReadHeads read : form.reads()) {
      float together = read.code() ? LEARNED_WEIGHT : 1;
      Arrays.fill(values, at, at + read.learned(), together / read.learned() / reads);
      at += read.learned();
      if (read.code()) {
        values[at++] = CODE_WEIGHT / reads;
      }
    }
    if (form.regression() && form.outcome() instanceof ClassOutcome) {
      values[layout.bias() - 1] = REGRESSION_WEIGHT;
    }
  }

  private void derive() {
    for (int h = 0; h < layout.heads(); h++) {
      double start = layout.isCodeHead(h) ? form.codeTemperature() : form.temperature();
      temperatures[h] =
          form.learnsTemperature() ? start / Math.exp(values[layout.temperature(h)]) : start;
      decays[h] = form.aged() ? Logistic.softplus(values[layout.decay(h)]) : 0;
    }
  }

  public ReadForm form() {
    return form;
  }

  /** Where those begin that are linear in own features: b, β, and those of the regression. */
  public int linearFrom() {
    return form.combined() ? layout.bias() : layout.count();
  }

  /** Where those of the regression begin; they are the last. */
  public int regressionFrom() {
    return form.regression() ? layout.regression(0) : layout.count();
  }

  /** How many there are; 0 in the simple form. */
  public int count() {
    return values.length;
  }

  /** Copies them to an array, count() numbers from an index on. */
  public void read(float[] to, int at) {
    System.arraycopy(values, 0, to, at, values.length);
  }

  /** Replaces them by count() numbers of an array, from an index on. */
  public void write(float[] from, int at) {
    System.arraycopy(from, at, values, 0, values.length);
    derive();
  }

  /** τ of a head. */
  public double temperature(int head) {
    return temperatures[head];
  }

  /** τ Λ of a head: what a unit of log1p(age) takes off a score. */
  public double decay(int head) {
    return temperatures[head] * decays[head];
  }

  /** ∂Λ/∂λ of a head. */
  double decayGradient(int head) {
    return Logistic.sigmoid(values[layout.decay(head)]);
  }

  /** n of a head; negative infinity without a null slot. */
  public double nullLogit(int head) {
    return form.nullSlot() ? values[layout.nullLogit(head)] : Double.NEGATIVE_INFINITY;
  }

  /**
   * How the heads of a read are put together.
   *
   * @param features array that holds the observation's features
   * @param from where they begin
   * @param mixture receives all of it but the null slots' weights and the rates
   */
  public void fillMixture(float[] prior, float[] features, int from, HeadMixture mixture) {
    for (int h = 0; form.nullSlot() && h < layout.heads(); h++) {
      form.outcome().shiftPrior(prior, values, layout.shift(h), mixture.nulls(), h * prior.length);
    }
    if (form.combined()) {
      for (int e = 0; e < mixture.weights().length; e++) {
        mixture.weights()[e] = values[layout.weight(e)] * layout.share(e);
      }
      for (int z = 0; z < form.outcome().logits(); z++) {
        mixture.offset()[z] = (float) offset(z, features, from);
      }
    }
  }

  /**
   * Predicts by the regression on own features alone, if the form has one.
   *
   * @param features array that holds the observation's features
   * @param from where they begin
   * @param rates receives the prediction after the rates
   */
  public void fillRegression(float[] prior, float[] features, int from, float[] rates) {
    if (form.regression()) {
      int at = form.rates() * form.sources() * form.outcome().size();
      regression.predict(values, prior, features, from, rates, at);
    }
  }

  /**
   * Differentiates the loss of the regression alone.
   *
   * @param own receives the gradient with respect to its parameters
   */
  void differentiateRegression(Read read, double[] own) {
    if (form.regression()) {
      regression.differentiate(
          values, read.prior(), read.features(), read.featuresFrom(), read.target(), own);
    }
  }

  private double offset(int logit, float[] features, int from) {
    int[] own = form.ownFeatures();
    double sum = values[layout.bias() + logit];
    for (int j = 0; j < own.length; j++) {
      sum += (double) values[layout.own(logit) + j] * features[from + own[j]];
    }
    return sum;
  }
}
