package dev.reinstate.credit;

import dev.reinstate.compute.Dot;
import dev.reinstate.compute.Similarity;
import java.util.Arrays;

/**
 * Makes the reads of a prediction on given vectors and differentiates its loss, each learned head
 * with its part of the vectors of the memories that it reads:
 *
 * <pre>
 *   a   = softmax(s/τ)
 *   g_i = ∂L/∂s_i = a_i (u_i − Σ a_j u_j)/τ
 *   δ_i = ∂L/∂m_i = g_i ∂s_i/∂m_i
 *   δ_q = ∂L/∂q   = Σ g_i ∂s_i/∂q
 * </pre>
 *
 * <p>The code head compares codes, which are not learned: it has no δ.
 *
 * <p>Keeps scratch space and serves one thread.
 */
public final class ReadDifferentiator {

  private final ReadParameters parameters;
  private final ReadForm form;
  private final ReadLayout layout;
  private final Similarity similarity;
  private final boolean norms;
  private final int parts;
  private final int k;
  private final ReadMixer mixer;
  private final HeadMixture mixture;

  /** By head, k numbers for each. */
  private final double[] similarities;

  private final double[] squaredNorms;
  private final double[] scores;
  private final double[] weights;

  /** Of each source, its first memory. */
  private final int[] first;

  /** g of the memories of one head. */
  private final double[] scoreGradients;

  /**
   * @param parameters of the read; read anew at each call
   * @param k memories of a source at most
   */
  public ReadDifferentiator(ReadParameters parameters, int k) {
    this.parameters = parameters;
    form = parameters.form();
    layout = new ReadLayout(form);
    similarity = form.similarity();
    norms = similarity.goesByNorms();
    parts = form.embeddingParts();
    this.k = k;
    mixer = new ReadMixer(form, k);
    mixture = HeadMixture.of(form);
    similarities = new double[form.heads() * k];
    squaredNorms = new double[form.heads() * k];
    scores = new double[form.heads() * k];
    weights = new double[form.heads() * k];
    first = new int[form.sources() + 1];
    scoreGradients = new double[k];
  }

  /**
   * Differentiates the loss of a read.
   *
   * @param queries array that holds the query's vector where the read says
   * @param memories array that holds the memories' vectors where the read says; may be the same
   * @param gradients laid out like them: receives δ_q and δ_i in the read's rows
   * @return the gradient with respect to the read's own parameters
   */
  public ReadGradient differentiate(
      Read read, float[] queries, float[] memories, float[] gradients) {
    first[0] = 0;
    for (int source = 0; source < read.counts().length; source++) {
      first[source + 1] = first[source] + read.counts()[source];
    }
    for (int h = 0; h < layout.heads(); h++) {
      if (layout.isCodeHead(h)) {
        compareCodes(read, h);
      } else {
        compare(read, h, queries, memories);
      }
      attend(read, h);
    }
    parameters.fillMixture(read.prior(), read.features(), read.featuresFrom(), mixture);
    System.arraycopy(read.rates(), 0, mixture.rates(), 0, mixture.rates().length);
    ReadOutput output = mixer.mix(weights, read.values(), read.counts(), read.prior(), mixture);
    OutputGradient ofOutput = output.gradient(read.target());
    double[] own = new double[parameters.count()];
    Arrays.fill(gradients, read.from(), read.end(), 0);
    for (int h = 0; h < layout.heads(); h++) {
      differentiateHead(read, h, ofOutput, own);
      if (!layout.isCodeHead(h)) {
        propagate(read, h, queries, memories, gradients);
      }
    }
    if (form.combined()) {
      differentiateCombination(read, ofOutput.combination(), own);
      parameters.differentiateRegression(read, own);
    }
    return new ReadGradient(output.loss(read.target()), own);
  }

  /** Computes the similarities of a learned head. */
  private void compare(Read read, int head, float[] queries, float[] memories) {
    int size = read.dimension() / parts;
    int q = read.from() + layout.part(head) * size;
    int at = head * k;
    double qq = norms ? Dot.of(queries, q, queries, q, size) : 0;
    for (int i = 0; i < count(read, head); i++) {
      int m = q + (first(head) + i + 1) * read.dimension();
      squaredNorms[at + i] = norms ? Dot.of(memories, m, memories, m, size) : 0;
      similarities[at + i] =
          similarity.of(Dot.of(queries, q, memories, m, size), qq, squaredNorms[at + i], size);
    }
  }

  /** Memories that a head reads. */
  private int count(Read read, int head) {
    return read.counts()[layout.source(head)];
  }

  /** The first of them. */
  private int first(int head) {
    return first[layout.source(head)];
  }

  /** Computes the similarities of a code head. */
  private void compareCodes(Read read, int head) {
    int size = form.codeSize();
    float[] codes = read.codes();
    int q = read.codesFrom();
    int at = head * k;
    for (int i = 0; i < count(read, head); i++) {
      int m = q + (first(head) + i + 1) * size;
      similarities[at + i] = -Dot.squaredDistance(codes, q, codes, m, size) / size;
    }
  }

  /** Computes the scores and weights of a head. */
  private void attend(Read read, int head) {
    int at = head * k;
    int count = count(read, head);
    int from = first(head);
    double decay = parameters.decay(head);
    for (int i = 0; i < count; i++) {
      scores[at + i] =
          form.aged() ? similarities[at + i] - decay * read.ages()[from + i] : similarities[at + i];
    }
    double nullWeight =
        Attention.weights(
            scores, at, count, parameters.temperature(head), parameters.nullLogit(head), weights);
    if (form.nullSlot()) {
      mixture.nullWeights()[head] = (float) nullWeight;
    }
  }

  /**
   * Computes g of a head.
   *
   * @param own receives the gradient with respect to the head's own parameters
   */
  private void differentiateHead(Read read, int head, OutputGradient ofOutput, double[] own) {
    int count = count(read, head);
    int from = first(head);
    int at = head * k;
    double mean = 0;
    for (int i = 0; i < count; i++) {
      scoreGradients[i] = ofOutput.weight(head, read.values()[from + i]);
      mean += weights[at + i] * scoreGradients[i];
    }
    if (form.nullSlot()) {
      double nullWeight = mixture.nullWeights()[head];
      double ofNullWeight = ofOutput.nullWeight(head);
      mean += nullWeight * ofNullWeight;
      own[layout.nullLogit(head)] += nullWeight * (ofNullWeight - mean);
      ofOutput.shift(head, own, layout.shift(head));
    }
    double temperature = parameters.temperature(head);
    for (int i = 0; i < count; i++) {
      scoreGradients[i] = weights[at + i] * (scoreGradients[i] - mean) / temperature;
    }
    if (form.learnsTemperature()) {
      own[layout.temperature(head)] += sum(count, similarities, at);
    }
    if (form.aged()) {
      own[layout.decay(head)] -=
          parameters.decayGradient(head) * temperature * sum(count, read.ages(), from);
    }
  }

  /** Σ g_i x_i. */
  private double sum(int count, double[] x, int at) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += scoreGradients[i] * x[at + i];
    }
    return sum;
  }

  /** Computes δ of a head from its g. */
  private void propagate(
      Read read, int head, float[] queries, float[] memories, float[] gradients) {
    int size = read.dimension() / parts;
    int q = read.from() + layout.part(head) * size;
    int at = head * k;
    double qq = norms ? Dot.of(queries, q, queries, q, size) : 0;
    for (int i = 0; i < count(read, head); i++) {
      int m = q + (first(head) + i + 1) * read.dimension();
      double g = scoreGradients[i];
      double mm = squaredNorms[at + i];
      float cross = (float) (g * similarity.dotGradient(qq, mm, size));
      float ofMemory = (float) (g * similarity.ownGradient(similarities[at + i], mm));
      float ofQuery = (float) (g * similarity.ownGradient(similarities[at + i], qq));
      for (int j = 0; j < size; j++) {
        gradients[m + j] = cross * queries[q + j] + ofMemory * memories[m + j];
        gradients[q + j] += cross * memories[m + j] + ofQuery * queries[q + j];
      }
    }
  }

  private void differentiateCombination(Read read, CombinationGradient gradient, double[] own) {
    for (int e = 0; e < gradient.weights().length; e++) {
      own[layout.weight(e)] += layout.share(e) * gradient.weights()[e];
    }
    int[] ownFeatures = form.ownFeatures();
    for (int z = 0; z < form.outcome().logits(); z++) {
      double offset = gradient.offset()[z];
      own[layout.bias() + z] = offset;
      for (int j = 0; j < ownFeatures.length; j++) {
        own[layout.own(z) + j] = offset * read.features()[read.featuresFrom() + ownFeatures[j]];
      }
    }
  }

  /** Parameters of the read itself. */
  public int parameterCount() {
    return parameters.count();
  }
}
