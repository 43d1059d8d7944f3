package dev.reinstate.compute;

/**
 * {@link AdaGrad} whose steps are longer while gradients agree, as they do when what is right moves
 * away: a parameter's steps are longer by how far the square of its mean gradient, over about
 * {@value #TREND} steps, is beyond what it would be by chance.
 */
public final class TrackingAdaGrad implements Optimiser {

  static final int TREND = 50;
  static final float MAX_GAIN = 30;

  private static final float KEPT = 1 - 1f / TREND;

  /** The mean square of a mean of unrelated gradients of mean square 1, whose weights fade so. */
  private static final float BY_CHANCE = (1 - KEPT) / (1 + KEPT);

  /** Times that mean square that chance reaches often. */
  private static final float OFTEN = 4;

  private final float learningRate;

  /**
   * @param learningRate the size of the first step, above 0
   */
  public TrackingAdaGrad(double learningRate) {
    this.learningRate = (float) learningRate;
  }

  /**
   * @param first mean of each parameter's gradients, as shares of their root mean square
   * @param second as that of {@link AdaGrad}
   */
  @Override
  public void step(
      long step,
      float[] parameters,
      float[] gradient,
      float[] first,
      float[] second,
      int from,
      int to) {
    float steps = Math.min(step, AdaGrad.MEMORY);
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      second[i] = AdaGrad.seen(second[i], g);
      float root = AdaGrad.root(second[i]);
      first[i] = KEPT * first[i] + (1 - KEPT) * g / root * (float) Math.sqrt(steps);
      float beyond = Math.max(0, first[i] * first[i] / BY_CHANCE - OFTEN);
      parameters[i] -= learningRate * Math.min(MAX_GAIN, 1 + beyond) * g / root;
    }
  }
}
