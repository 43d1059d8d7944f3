package dev.reinstate.compute;

/**
 * Makes steps down a gradient over a flat parameter vector.
 *
 * <p>What it remembers of earlier gradients is handed in, so that whoever owns it can keep it in a
 * checkpoint.
 */
public interface Optimiser {

  /** {@code training.optimiser}. */
  enum Kind {
    ADAM,
    SGD;

    /**
     * An optimiser of this kind.
     *
     * @param learningRate the step size, above 0
     */
    public Optimiser withRate(double learningRate) {
      return switch (this) {
        case ADAM -> new Adam(learningRate);
        case SGD -> new Sgd(learningRate);
      };
    }
  }

  /**
   * Makes one step of all parameters.
   *
   * @see #step(long, float[], float[], float[], float[], int, int)
   */
  default void step(
      long step, float[] parameters, float[] gradient, float[] first, float[] second) {
    step(step, parameters, gradient, first, second, 0, parameters.length);
  }

  /**
   * Makes one step of some parameters.
   *
   * @param step the number of this step, from 1
   * @param parameters changed in place
   * @param gradient ∂L/∂parameters
   * @param first running sum or mean of gradients, at first 0; changed in place
   * @param second running mean of squared gradients where there is one, at first 0; changed in
   *     place
   * @param from the first of the parameters
   * @param to one more than the last
   */
  void step(
      long step,
      float[] parameters,
      float[] gradient,
      float[] first,
      float[] second,
      int from,
      int to);
}
