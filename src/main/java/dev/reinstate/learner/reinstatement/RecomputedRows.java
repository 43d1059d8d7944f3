package dev.reinstate.learner.reinstatement;

import dev.reinstate.compute.Dot;
import dev.reinstate.compute.Pass;
import dev.reinstate.credit.Read;
import dev.reinstate.credit.ReadGradient;
import dev.reinstate.credit.gradient.GradientSource;
import dev.reinstate.memory.MemoryLayout;
import dev.reinstate.memory.StoredVector;
import java.util.Arrays;

/**
 * Rows as the embedding network sees them now: the reinstated observations x̂, their embeddings
 * f(x̂), and ∂L/∂f(x̂), which reads that are differentiated write. Made by {@link
 * ReinstatedRows#recompute}, which owns the arrays; of no use once rows were recomputed again.
 * Serves one thread.
 */
public final class RecomputedRows {
  private final MemoryLayout layout;
  private final int dimension;
  private final int count;
  private final float[] stored;
  private final float[] observations;
  private final int observationSize;
  private final float[] codes;
  private final int codeSize;
  private final float[] recomputed;
  private final float[] gradients;
  private final Pass pass;

  /**
   * @param layout of the part of an embedding that a space has
   * @param dimension floats of an embedding
   * @param stored embeddings as they were stored
   * @param codes the numbers of the codes; empty where no head compares them
   * @param codeSize numbers of a row's
   * @param gradients receives ∂L/∂f(x̂)
   * @param pass that computed f(x̂)
   */
  RecomputedRows(
      MemoryLayout layout,
      int dimension,
      int count,
      float[] stored,
      float[] observations,
      int observationSize,
      float[] codes,
      int codeSize,
      float[] recomputed,
      float[] gradients,
      Pass pass) {
    this.layout = layout;
    this.dimension = dimension;
    this.count = count;
    this.stored = stored;
    this.observations = observations;
    this.observationSize = observationSize;
    this.codes = codes;
    this.codeSize = codeSize;
    this.recomputed = recomputed;
    this.gradients = gradients;
    this.pass = pass;
  }

  /**
   * Differentiates the loss of a read, and writes its gradient with respect to its rows.
   *
   * @param query row of the query; the rows after it are the memories'
   * @param counts how many there are of each source
   * @param values the memories' values, at least as many
   * @param ages log1p(age/unit) of the memories, at least as many, or empty where age does not
   *     count
   * @param rates known when the read was made
   * @return the gradient with respect to the read's own parameters
   */
  public ReadGradient differentiate(
      GradientSource source,
      int query,
      int[] counts,
      double[] values,
      double[] ages,
      float[] prior,
      float[] rates,
      double target) {
    return source.compute(
        new Read(
            stored,
            recomputed,
            query * dimension,
            dimension,
            counts,
            values,
            ages,
            codes,
            query * codeSize,
            observations,
            query * observationSize,
            prior,
            rates,
            target),
        gradients);
  }

  /** Sets the gradients of all rows to 0, for reads that are not differentiated. */
  void clearGradients() {
    clearGradients(0, count);
  }

  /** Sets the gradients of some rows to 0. */
  void clearGradients(int from, int rows) {
    Arrays.fill(gradients, from * dimension, (from + rows) * dimension, 0);
  }

  /** Σ‖∂L/∂f(x̂)‖² of some rows. */
  double squaredNorm(int from, int rows) {
    return Dot.of(gradients, from * dimension, gradients, from * dimension, rows * dimension);
  }

  /** Multiplies the gradients of some rows by a weight. */
  void scaleGradients(int from, int rows, float weight) {
    for (int i = from * dimension; i < (from + rows) * dimension; i++) {
      gradients[i] *= weight;
    }
  }

  /**
   * Propagates the gradients of all rows back through the embedding network, whose parameters must
   * be those that computed f(x̂).
   *
   * @param gradientSum begins with the sum of gradients with respect to the network's parameters,
   *     to which theirs is added
   */
  public void backward(float[] gradientSum) {
    if (count > 0) {
      pass.backward(gradients, gradientSum, null);
    }
  }

  /**
   * Copies f(x̂) of a row.
   *
   * @param to receives as many numbers as an embedding has
   */
  void readEmbedding(int row, float[] to) {
    System.arraycopy(recomputed, row * dimension, to, 0, dimension);
  }

  /** The part of f(x̂) of a row that a space has, to be stored. */
  public StoredVector embedding(int row, int space) {
    return layout.precision().store(recomputed, from(row, space), layout.dimension());
  }

  private int from(int row, int space) {
    return row * dimension + space * layout.dimension();
  }

  /** ‖∂L/∂f(x̂)‖ of a row; the largest float where it is too large for one. */
  float gradientNorm(int row) {
    float norm = (float) Math.sqrt(squaredNorm(row, 1));
    return norm < Float.MAX_VALUE ? norm : Float.MAX_VALUE;
  }

  /**
   * The reinstatement error of a row in a space: 1 − cosine of its stored embedding and f(x̂), 0 to
   * 2; 1 where one of them is 0.
   */
  public float error(int row, int space) {
    int from = from(row, space);
    double dot = dot(stored, recomputed, from);
    double norms = Math.sqrt(dot(stored, stored, from) * dot(recomputed, recomputed, from));
    return norms == 0 ? 1 : (float) (1 - dot / norms);
  }

  private double dot(float[] a, float[] b, int from) {
    return Dot.of(a, from, b, from, layout.dimension());
  }
}
