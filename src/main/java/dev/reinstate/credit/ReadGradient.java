package dev.reinstate.credit;

/**
 * A read by dot product made on given vectors, and its gradient: s_i = q·m_i, a = softmax(s/τ), g_i
 * = a_i(u_i − Σ a_j u_j)/τ = ∂L/∂s_i, δ_i = g_i q, δ_q = Σ g_i m_i. Keeps scratch space and serves
 * one thread.
 */
public final class ReadGradient {

  private final Outcome outcome;
  private final double temperature;
  private final double[] similarities;
  private final double[] weights;
  private final double[] slopes;
  private final double[] mixture;
  private double loss;

  /**
   * @param temperature τ, above 0
   * @param k memories of a read at most
   */
  public ReadGradient(Outcome outcome, double temperature, int k) {
    this.outcome = outcome;
    this.temperature = temperature;
    similarities = new double[k];
    weights = new double[k];
    slopes = new double[k];
    mixture = new double[outcome.size()];
  }

  /**
   * Differentiates the loss of a read.
   *
   * @param rows the query's vector at row {@code query}, the memories' in the rows after it; d
   *     floats a row
   * @param query row of the query
   * @param count memories
   * @param values their values
   * @param prior the prior of the read
   * @param deltas same layout as rows: receives δ_q and δ_i
   */
  public void compute(
      float[] rows,
      int query,
      int dimension,
      int count,
      double[] values,
      float[] prior,
      double target,
      float[] deltas) {
    int q = query * dimension;
    for (int i = 0; i < count; i++) {
      int m = q + (i + 1) * dimension;
      double dot = 0;
      for (int j = 0; j < dimension; j++) {
        dot += (double) rows[q + j] * rows[m + j];
      }
      similarities[i] = dot;
    }
    Attention.weights(similarities, count, temperature, weights);
    outcome.mix(weights, values, count, prior, mixture);
    loss = outcome.loss(mixture, target);
    outcome.slopes(mixture, target, values, count, slopes);
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += weights[i] * slopes[i];
    }
    for (int j = 0; j < dimension; j++) {
      deltas[q + j] = 0;
    }
    for (int i = 0; i < count; i++) {
      int m = q + (i + 1) * dimension;
      float g = (float) (weights[i] * (slopes[i] - mean) / temperature);
      for (int j = 0; j < dimension; j++) {
        deltas[m + j] = g * rows[q + j];
        deltas[q + j] += g * rows[m + j];
      }
    }
  }

  /** L of the read that was differentiated. */
  public double loss() {
    return loss;
  }

  /** Its attention weights. */
  public double weight(int i) {
    return weights[i];
  }
}
