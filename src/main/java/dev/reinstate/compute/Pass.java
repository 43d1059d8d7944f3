package dev.reinstate.compute;

import org.jspecify.annotations.Nullable;

/**
 * A forward pass and the backward pass that follows it: {@link #forward} keeps its activations, so
 * that {@link #backward} needs no second computation. The space is reused by the next forward pass.
 * Serves one thread.
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
   * Propagates gradients with respect to the outputs of the forward pass back. The network's
   * parameters must be those of the forward pass.
   *
   * @param dOut at least rows × outputSize: ∂L/∂out
   * @param gradientSum parameterCount: Σ over rows of ∂L/∂parameters is added to it
   * @param dIn at least rows × inputSize: receives ∂L/∂x; or null
   */
  void backward(float[] dOut, float[] gradientSum, float @Nullable [] dIn);
}
