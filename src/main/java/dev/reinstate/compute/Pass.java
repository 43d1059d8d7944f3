package dev.reinstate.compute;

/**
 * Space for forward computations whose steps are kept, so that gradients go back through the last
 * one without another. Serves one thread.
 */
public interface Pass {

  /**
   * Computes {@code out[r] = f(x[r])} and keeps what {@link #backward} needs.
   *
   * @param x at least rows × inputSize; not looked at after the call
   * @param out at least rows × outputSize
   */
  void forward(float[] x, int rows, float[] out);

  /**
   * Propagates gradients with respect to the outputs of the last forward back. The parameters must
   * be those of then.
   *
   * @param dOut at least rows × outputSize: ∂L/∂out
   * @param gradientSum parameterCount: Σ over rows of ∂L/∂parameters is added to it
   * @param dIn at least rows × inputSize: receives ∂L/∂x; or null
   */
  void backward(float[] dOut, float[] gradientSum, float[] dIn);
}
