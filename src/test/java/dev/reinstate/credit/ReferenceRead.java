package dev.reinstate.credit;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.Outcome;

/** The loss of a read in float64, written for reading: what gradients are checked against. */
public record ReferenceRead(
    Outcome outcome,
    Similarity similarity,
    double temperature,
    double[] values,
    float[] prior,
    double target) {

  /**
   * @param vectors the query's, then those of the memories, one after the other
   */
  public double loss(double[] vectors) {
    int dimension = vectors.length / (values.length + 1);
    double[] weights = new double[values.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(similarity(vectors, (i + 1) * dimension, dimension) / temperature);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return outcome.loss(SimpleReads.mixture(outcome, weights, values, prior), target);
  }

  private double similarity(double[] vectors, int m, int dimension) {
    double dot = 0;
    double distance = 0;
    double qq = 0;
    double mm = 0;
    for (int i = 0; i < dimension; i++) {
      dot += vectors[i] * vectors[m + i];
      distance += (vectors[i] - vectors[m + i]) * (vectors[i] - vectors[m + i]);
      qq += vectors[i] * vectors[i];
      mm += vectors[m + i] * vectors[m + i];
    }
    return switch (similarity) {
      case UNIT_DOT -> dot;
      case COSINE -> dot / Math.sqrt(qq) / Math.sqrt(mm);
      case SCALED_DOT -> dot / Math.sqrt(dimension);
      case NEGATIVE_SQUARED_DISTANCE -> -distance;
    };
  }
}
