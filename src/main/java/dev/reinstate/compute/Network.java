package dev.reinstate.compute;

/**
 * A differentiable function of single rows, with all its parameters in one flat vector.
 *
 * <p>Arrays are row-major. A row's result does not depend on the rows beside it, and sums over rows
 * are taken in the order of the rows, so that results do not depend on how rows are batched.
 * Instances keep scratch space and serve one thread.
 */
public interface Network extends AutoCloseable {

  /** Numbers in an input row. */
  int inputSize();

  /** Numbers in an output row. */
  int outputSize();

  /** Length of the flat parameter vector. */
  int parameterCount();

  /** How many rows are best computed at once: with more it is no faster. */
  default int rowsAtOnce() {
    return Integer.MAX_VALUE;
  }

  /**
   * Computes {@code out[r] = f(x[r])}.
   *
   * @param x at least rows × inputSize
   * @param out at least rows × outputSize
   */
  void forward(float[] x, int rows, float[] out);

  /** Makes space for computations whose gradients are wanted. */
  Pass newPass();

  /**
   * Propagates gradients with respect to the outputs back, after a forward computation of its own.
   *
   * @param x at least rows × inputSize: the inputs
   * @param dOut at least rows × outputSize: ∂L/∂out
   * @param gradientSum parameterCount: Σ over rows of ∂L/∂parameters is added to it
   * @param dIn at least rows × inputSize: receives ∂L/∂x; or null
   */
  default void backward(float[] x, int rows, float[] dOut, float[] gradientSum, float[] dIn) {
    Pass pass = newPass();
    pass.forward(x, rows, new float[rows * outputSize()]);
    pass.backward(dOut, gradientSum, dIn);
  }

  /** Copies the parameters to an array of parameterCount. */
  void readParameters(float[] to);

  /** Takes the parameters from an array of parameterCount. */
  void writeParameters(float[] from);

  /** Frees what is held outside the heap; nothing can be computed afterwards. */
  @Override
  default void close() {}
}
