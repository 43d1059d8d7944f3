package dev.reinstate.compute;

/** Gradient descent with momentum: v ← μ v + g, parameters ← parameters − rate · v, with μ = .9. */
final class Sgd implements Optimiser {

  private static final float MOMENTUM = 0.9f;

  private final float learningRate;

  /**
   * @param learningRate the step size, above 0
   */
  Sgd(double learningRate) {
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
      first[i] = MOMENTUM * first[i] + gradient[i];
      parameters[i] -= learningRate * first[i];
    }
  }
}
