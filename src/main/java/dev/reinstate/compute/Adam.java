package dev.reinstate.compute;

/**
 * Adam (Kingma and Ba, 2015), with β₁ = .9, β₂ = .999, ε = 1e-8. It remembers the running mean of
 * gradients and that of squared gradients.
 */
public final class Adam implements Optimiser {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;

  /**
   * @param learningRate the step size, above 0
   */
  public Adam(double learningRate) {
    this.learningRate = learningRate;
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
    float rate = (float) (learningRate / (1 - Math.pow(BETA1, step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = (float) BETA1 * first[i] + (float) (1 - BETA1) * g;
      float v = (float) BETA2 * second[i] + (float) (1 - BETA2) * g * g;
      first[i] = m;
      second[i] = v;
      parameters[i] -= rate * m / ((float) Math.sqrt(v) * correction + (float) EPSILON);
    }
  }
}
