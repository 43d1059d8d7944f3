package dev.reinstate.credit.outcome;

/**
 * What the values of the memories read mean: how they mix, and the loss of the mixture once the
 * target is known. One implementation for each {@link Target}. Immutable.
 *
 * <p>A mixture takes {@link #size()} numbers of an array, a shift of the prior {@link #logits()}.
 */
public interface Outcome {

  /** Numbers in a mixture and in a prior: C for classes, 1 for values and rewards. */
  int size();

  /**
   * Logits that decide a prediction, each with a bias and a weight for each own feature: C for C
   * classes, but 1 for two; 1 for values and rewards.
   */
  int logits();

  /**
   * Adds a value to a mixture: p += a v.
   *
   * @param weight a
   * @param value v; a class as a whole number
   * @param mixtures array that holds the mixture
   * @param at where it begins
   */
  void add(double weight, double value, double[] mixtures, int at);

  /**
   * Replaces a mixture p by p̃: for classes (1−ε) p + ε π, else p itself.
   *
   * @param mixtures array that holds the mixture
   * @param at where it begins
   * @param prior π
   */
  void smooth(double[] mixtures, int at, float[] prior);

  /** ∂p̃/∂p: 1−ε for classes, else 1. */
  double smoothing();

  /**
   * The loss L: −log p̃_y in nats for classes and rewards, (p̃−y)²/2 in squared units of the value
   * for values.
   *
   * @param mixture p̃
   * @param target y
   */
  double loss(double[] mixture, double target);

  /**
   * Computes ∂L/∂p.
   *
   * @param mixture p̃
   * @param target y
   * @param gradient receives ∂L/∂p, size() numbers
   */
  void gradient(double[] mixture, double target, double[] gradient);

  /**
   * u = ∂L/∂a of a memory's weight a.
   *
   * @param gradient array that holds ∂L/∂p
   * @param at where it begins
   * @param value the memory's
   */
  double weightGradient(double[] gradient, int at, double value);

  /**
   * Computes the value of a null slot: the prior, shifted by ρ. A probability is shifted in its
   * logit, a number by addition.
   *
   * @param prior size() numbers
   * @param shifts array that holds ρ
   * @param from where it begins
   * @param to array that receives the shifted prior, a mixture
   * @param at where it begins
   */
  void shiftPrior(float[] prior, float[] shifts, int from, float[] to, int at);

  /**
   * Computes ∂L/∂ρ of {@link #shiftPrior}.
   *
   * @param shifted array that holds the shifted prior
   * @param mixtureGradient array that holds ∂L/∂p
   * @param at where both begin
   * @param weight a_0 of the null slot
   * @param gradient array to which ∂L/∂ρ is added
   * @param gradientAt where it begins
   */
  void shiftGradient(
      float[] shifted,
      double[] mixtureGradient,
      int at,
      double weight,
      double[] gradient,
      int gradientAt);

  /**
   * The prediction as users see it, a new array: a probability for each class, the value, or the
   * probability that the reward is positive.
   *
   * @param mixture p̃
   */
  float[] prediction(double[] mixture);

  /** Whether a target can occur; {@link #allowed()} says which can. */
  boolean accepts(double target);

  /** Which targets are allowed, in words, for messages. */
  String allowed();
}
