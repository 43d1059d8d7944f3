package dev.reinstate.compute;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011) that forgets: each parameter's steps are shorter the more
 * gradient it has seen, so that a linear model is soon right and then steady. What it has seen
 * fades with about {@value #MEMORY} steps, or it would follow no change in the end.
 */
public final class AdaGrad implements Optimiser {

  /** Steps after which what was seen has faded. */
  public static final int MEMORY = 10_000;

  private static final float KEPT = 1 - 1f / MEMORY;
  private static final float EPSILON = 1e-8f;

  private final float learningRate;

  /**
   * @param learningRate the size of the first step, above 0
   */
  public AdaGrad(double learningRate) {
    this.learningRate = (float) learningRate;
  }

  @Override
  public void step(
      long step,
      float[] parameters,
      float[] gradient,
      float[] first,
      float[] second,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      second[i] = seen(second[i], g);
      parameters[i] -= learningRate * g / root(second[i]);
    }
  }

  /** What was seen of a parameter's gradients, a sum of squares, with one more. */
  static float seen(float before, float gradient) {
    return KEPT * before + gradient * gradient;
  }

  static float root(float seen) {
    return (float) Math.sqrt(seen) + EPSILON;
  }
}
