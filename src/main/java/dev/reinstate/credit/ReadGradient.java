package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import java.util.Arrays;

/**
 * A read made on given vectors, and its gradient: a = softmax(s/τ), g_i = a_i(u_i − Σ a_j u_j)/τ =
 * ∂L/∂s_i, δ_i = g_i ∂s_i/∂m_i, δ_q = Σ g_i ∂s_i/∂q. Keeps scratch space and serves one thread.
 */
public final class ReadGradient {

  private final Outcome outcome;
  private final Similarity similarity;
  private final double temperature;
  private final double[] similarities;
  private final double[] squaredNorms;
  private final double[] weights;
  private final double[] slopes;
  private final double[] mixture;
  private double loss;

  /**
   * @param temperature τ, above 0
   * @param k memories of a read at most
   */
  public ReadGradient(Outcome outcome, Similarity similarity, double temperature, int k) {
    this.outcome = outcome;
    this.similarity = similarity;
    this.temperature = temperature;
    similarities = new double[k];
    squaredNorms = new double[k];
    weights = new double[k];
    slopes = new double[k];
    mixture = new double[outcome.size()];
  }

  /**
   * Differentiates the loss of a read.
   *
   * @param queries array that holds the query's vector where the read says
   * @param memories array that holds the memories' vectors where the read says; may be the same
   * @param deltas laid out like them: receives δ_q and δ_i in the read's rows
   */
  public void compute(Read read, float[] queries, float[] memories, float[] deltas) {
    int d = read.dimension();
    int q = read.from();
    double qq = dot(queries, q, queries, q, d);
    for (int i = 0; i < read.count(); i++) {
      int m = q + (i + 1) * d;
      squaredNorms[i] = dot(memories, m, memories, m, d);
      similarities[i] = similarity.of(dot(queries, q, memories, m, d), qq, squaredNorms[i], d);
    }
    differentiate(read);
    Arrays.fill(deltas, q, q + d, 0);
    for (int i = 0; i < read.count(); i++) {
      int m = q + (i + 1) * d;
      double g = slopes[i];
      float cross = (float) (g * similarity.slope(qq, squaredNorms[i], d));
      float ofMemory = (float) (g * similarity.ownSlope(similarities[i], squaredNorms[i]));
      float ofQuery = (float) (g * similarity.ownSlope(similarities[i], qq));
      for (int j = 0; j < d; j++) {
        deltas[m + j] = cross * queries[q + j] + ofMemory * memories[m + j];
        deltas[q + j] += cross * memories[m + j] + ofQuery * queries[q + j];
      }
    }
  }

  /** Leaves g behind in slopes. */
  private void differentiate(Read read) {
    int count = read.count();
    Attention.weights(similarities, count, temperature, weights);
    outcome.mix(weights, read.values(), count, read.prior(), mixture);
    loss = outcome.loss(mixture, read.target());
    outcome.slopes(mixture, read.target(), read.values(), count, slopes);
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += weights[i] * slopes[i];
    }
    for (int i = 0; i < count; i++) {
      slopes[i] = weights[i] * (slopes[i] - mean) / temperature;
    }
  }

  private static double dot(float[] a, int aFrom, float[] b, int bFrom, int size) {
    double dot = 0;
    for (int i = 0; i < size; i++) {
      dot += (double) a[aFrom + i] * b[bFrom + i];
    }
    return dot;
  }

  /** L of the read that was differentiated. */
  public double loss() {
    return loss;
  }

  /** Its similarities. */
  public double similarity(int i) {
    return similarities[i];
  }

  /** Its attention weights. */
  public double weight(int i) {
    return weights[i];
  }
}
