package dev.reinstate.credit;

import dev.reinstate.compute.Dot;
import dev.reinstate.compute.Similarity;
import java.util.Arrays;

/**
 * A read made on given vectors, and its gradient: a = softmax(s/τ), g_i = a_i(u_i − Σ a_j u_j)/τ =
 * ∂L/∂s_i, δ_i = g_i ∂s_i/∂m_i, δ_q = Σ g_i ∂s_i/∂q; each head with its part of the vectors. Keeps
 * scratch space and serves one thread.
 */
public final class ReadGradient {

  private final ReadParameters parameters;
  private final ReadForm form;
  private final ReadLayout layout;
  private final Similarity similarity;
  private final boolean norms;
  private final int k;
  private final ReadOutput output;
  private final HeadMixture mixture;

  /** By head, k numbers for each. */
  private final double[] similarities;

  private final double[] squaredNorms;
  private final double[] scores;
  private final double[] weights;

  /** ∂L/∂s of the memories of one head. */
  private final double[] slopes;

  private final double[] gradient;
  private double loss;

  /**
   * @param parameters of the read; read anew at each call
   * @param k memories of a read at most
   */
  public ReadGradient(ReadParameters parameters, int k) {
    this.parameters = parameters;
    form = parameters.form();
    layout = new ReadLayout(form);
    similarity = form.similarity();
    norms = similarity.goesByNorms();
    this.k = k;
    output = new ReadOutput(form, k);
    mixture = HeadMixture.of(form);
    similarities = new double[form.heads() * k];
    squaredNorms = new double[form.heads() * k];
    scores = new double[form.heads() * k];
    weights = new double[form.heads() * k];
    slopes = new double[k];
    gradient = new double[parameters.count()];
  }

  /**
   * Differentiates the loss of a read.
   *
   * @param queries array that holds the query's vector where the read says
   * @param memories array that holds the memories' vectors where the read says; may be the same
   * @param gradients laid out like them: receives δ_q and δ_i in the read's rows
   */
  public void compute(Read read, float[] queries, float[] memories, float[] gradients) {
    for (int h = 0; h < form.heads(); h++) {
      attend(read, h, queries, memories);
    }
    parameters.fillMixture(read.prior(), read.features(), read.featuresFrom(), mixture);
    output.compute(weights, read.values(), read.count(), read.prior(), mixture);
    loss = output.loss(read.target());
    output.differentiate(read.target());
    for (int h = 0; h < form.heads(); h++) {
      differentiate(read, h);
      propagate(read, h, queries, memories, gradients);
    }
    differentiateCombination(read);
  }

  private void attend(Read read, int head, float[] queries, float[] memories) {
    int size = read.dimension() / form.heads();
    int q = read.from() + head * size;
    int at = head * k;
    double qq = norms ? Dot.of(queries, q, queries, q, size) : 0;
    double decay = parameters.decay(head);
    for (int i = 0; i < read.count(); i++) {
      int m = q + (i + 1) * read.dimension();
      squaredNorms[at + i] = norms ? Dot.of(memories, m, memories, m, size) : 0;
      similarities[at + i] =
          similarity.of(Dot.of(queries, q, memories, m, size), qq, squaredNorms[at + i], size);
      scores[at + i] =
          form.aged() ? similarities[at + i] - decay * read.ages()[i] : similarities[at + i];
    }
    double nullWeight =
        Attention.weights(
            scores,
            at,
            read.count(),
            parameters.temperature(head),
            parameters.nullLogit(head),
            weights);
    if (form.nullSlot()) {
      mixture.nullWeights()[head] = (float) nullWeight;
    }
  }

  /** Leaves g behind in slopes, and the gradients of the head's own parameters. */
  private void differentiate(Read read, int head) {
    int count = read.count();
    int at = head * k;
    double mean = 0;
    for (int i = 0; i < count; i++) {
      slopes[i] = output.slope(head, read.values()[i]);
      mean += weights[at + i] * slopes[i];
    }
    if (form.nullSlot()) {
      double nullWeight = mixture.nullWeights()[head];
      double nullSlope = output.nullSlope(head);
      mean += nullWeight * nullSlope;
      gradient[layout.nullLogit(head)] = nullWeight * (nullSlope - mean);
      output.moved(head, gradient, layout.shift(head));
    }
    double temperature = parameters.temperature(head);
    for (int i = 0; i < count; i++) {
      slopes[i] = weights[at + i] * (slopes[i] - mean) / temperature;
    }
    if (form.learnsTemperature()) {
      gradient[layout.temperature(head)] = sum(count, similarities, at);
    }
    if (form.aged()) {
      gradient[layout.decay(head)] =
          -parameters.decayGradient(head) * temperature * sum(count, read.ages(), 0);
    }
  }

  /** Σ g_i x_i. */
  private double sum(int count, double[] x, int at) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += slopes[i] * x[at + i];
    }
    return sum;
  }

  private void propagate(
      Read read, int head, float[] queries, float[] memories, float[] gradients) {
    int size = read.dimension() / form.heads();
    int q = read.from() + head * size;
    int at = head * k;
    double qq = norms ? Dot.of(queries, q, queries, q, size) : 0;
    Arrays.fill(gradients, q, q + size, 0);
    for (int i = 0; i < read.count(); i++) {
      int m = q + (i + 1) * read.dimension();
      double g = slopes[i];
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

  private void differentiateCombination(Read read) {
    if (!form.combined()) {
      return;
    }
    for (int h = 0; h < form.heads(); h++) {
      gradient[layout.weights() + h] = output.weightSlope(h);
    }
    int[] own = form.ownFeatures();
    for (int z = 0; z < form.outcome().logits(); z++) {
      double slope = output.offsetSlope(z);
      gradient[layout.bias() + z] = slope;
      for (int j = 0; j < own.length; j++) {
        gradient[layout.own(z) + j] = slope * read.features()[read.featuresFrom() + own[j]];
      }
    }
  }

  /** Parameters of the read itself. */
  public int count() {
    return gradient.length;
  }

  /** ‖gradient‖² with respect to the read's own parameters. */
  public double squaredNorm() {
    double sum = 0;
    for (double slope : gradient) {
      sum += slope * slope;
    }
    return sum;
  }

  /** Adds the gradient with respect to the read's own parameters, times a weight. */
  public void addTo(float[] gradientSum, int at, float weight) {
    for (int i = 0; i < gradient.length; i++) {
      gradientSum[at + i] += weight * (float) gradient[i];
    }
  }

  /** L of the read that was differentiated. */
  public double loss() {
    return loss;
  }

  /** Its similarities, of the first head. */
  public double similarity(int i) {
    return similarities[i];
  }

  /** Its attention weights, of the first head. */
  public double weight(int i) {
    return weights[i];
  }
}
