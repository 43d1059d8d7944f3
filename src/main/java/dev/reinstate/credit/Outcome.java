package dev.reinstate.credit;

/**
 * What the values of the memories read mean: how they mix into a prediction, and what the loss says
 * about the mixture once the target is known. One implementation for each {@link Target}.
 *
 * <p>A mixture is an array of {@link #size()} numbers. Weights must sum to 1; where nothing was
 * read the mixture is the prior.
 */
public interface Outcome {

  /** Numbers in a mixture and in a prior. */
  int size();

  /** Mixes values by their weights. */
  void mix(double[] weights, double[] values, int count, float[] prior, double[] mixture);

  /** L, in nats or in squared units of the value. */
  double loss(double[] mixture, double target);

  /**
   * Computes u, with u[i] = ∂L/∂a_i.
   *
   * @param mixture what {@link #mix} gave
   * @param values of the memories read
   */
  void slopes(double[] mixture, double target, double[] values, int count, double[] u);

  /** The prediction as users see it. */
  float[] prediction(double[] mixture);

  /** Whether a target can occur; says what is allowed in {@link #allowed()}. */
  boolean accepts(double target);

  /** What targets are allowed, in words. */
  String allowed();
}
