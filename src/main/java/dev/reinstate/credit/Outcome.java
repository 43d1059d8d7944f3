package dev.reinstate.credit;

/**
 * What the values of the memories read mean: how they mix, and what the loss says about the mixture
 * once the target is known. One implementation for each {@link Target}.
 *
 * <p>A mixture is {@link #size()} numbers of an array.
 */
public interface Outcome {

  /** Numbers in a mixture and in a prior. */
  int size();

  /** Numbers that decide a prediction: of a bias, and of a weight for each feature. */
  int logits();

  /** Adds a value to the mixture that begins at a place: p += a v. */
  void add(double weight, double value, double[] mixtures, int at);

  /** Makes p̃ of a mixture p: with its share of the prior, where there is one. */
  void smooth(double[] mixtures, int at, float[] prior);

  /** How much p̃ changes with p. */
  double smoothing();

  /** L of p̃, in nats or in squared units of the value. */
  double loss(double[] mixture, double target);

  /**
   * Computes ∂L/∂p.
   *
   * @param mixture p̃
   * @param slopes receives the slope by each of size() numbers
   */
  void slopes(double[] mixture, double target, double[] slopes);

  /** u = ∂L/∂a of a memory with a value, from ∂L/∂p that begins at a place. */
  double slope(double[] slopes, int at, double value);

  /**
   * What a null slot says: the prior, moved.
   *
   * @param by array that holds how far, logits() numbers from a place on
   * @param to array of mixtures, of which one is received from a place on
   */
  void move(float[] prior, float[] by, int from, float[] to, int at);

  /**
   * The gradient of {@link #move} with respect to how far.
   *
   * @param moved array that holds what it gave, from {@code at} on
   * @param slopes array that holds ∂L/∂p, from {@code at} on
   * @param weight of the null slot
   * @param gradient receives logits() numbers from a place on
   */
  void movedBy(
      float[] moved, double[] slopes, int at, double weight, double[] gradient, int gradientAt);

  /** The prediction as users see it. */
  float[] prediction(double[] mixture);

  /** Whether a target can occur; says what is allowed in {@link #allowed()}. */
  boolean accepts(double target);

  /** What targets are allowed, in words. */
  String allowed();
}
