package dev.reinstate.compute.plain;

import dev.reinstate.compute.VectorModule;

/**
 * The inner loops of a network. All implementations give the same bits: an entry of a product is a
 * chain of fused multiply-adds in the order of its terms, whatever the tile that it is computed in.
 */
interface Kernel {

  /** Rows of a tile. */
  int rows();

  /** Columns of a tile; a multiple of its rows. */
  int columns();

  /**
   * Computes C = C₀ + A·B, a tile wide.
   *
   * @param rows of C, a multiple of {@link #rows()}
   * @param b B, its columns side by side
   * @param steps columns of A and rows of B
   * @param start C₀; its columns lie side by side
   * @param c receives C; its columns lie side by side
   */
  void multiply(Strided a, int rows, Strided b, int steps, Strided start, Strided c);

  /**
   * Adds rows up, one after the other.
   *
   * @param values the rows, a stride apart
   * @param stride numbers of a row and of the sum, a multiple of {@link #columns()}
   * @param sum what they are added to
   */
  void addRows(float[] values, int stride, int rows, float[] sum);

  /**
   * Replaces numbers by their {@link Tanh}.
   *
   * @param count a multiple of {@link #columns()}
   */
  void tanh(float[] values, int from, int count);

  /**
   * Arithmetic on parts of rows.
   *
   * @param part numbers of a part
   * @param parts of a row
   * @param stride from a row to the next, a multiple of {@link #columns()}
   */
  SegmentOps parts(int part, int parts, int stride);

  /** Replaces numbers below 0 by 0. */
  void relu(float[] values, int from, int count);

  /** Replaces gradients whose activation is not above 0 by 0. */
  void reluBackward(float[] activations, int from, float[] gradients, int count);

  /** The fastest that this JVM can run: with vectors where the vector module was added to it. */
  static Kernel fastest() {
    return VectorModule.choose(
        Kernel.class, "dev.reinstate.compute.plain.VectorKernel", ScalarKernel::new);
  }
}
