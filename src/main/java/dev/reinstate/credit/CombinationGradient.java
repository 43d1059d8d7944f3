package dev.reinstate.credit;

/**
 * The gradient of a loss with respect to what a {@link Combination} is made of. The last two are
 * empty where heads are averaged.
 *
 * @param experts ∂L/∂p of each head (of p, not of p̃), one mixture after the other; what follows
 *     are the rates, which nothing is learned of
 * @param weights ∂L/∂w of each head and rate
 * @param offset ∂L/∂b of each logit
 */
record CombinationGradient(double[] experts, double[] weights, double[] offset) {

  /** To be filled. */
  static CombinationGradient of(ReadForm form) {
    return new CombinationGradient(
        new double[form.experts() * form.outcome().size()],
        new double[form.combined() ? form.experts() : 0],
        new double[form.combined() ? form.outcome().logits() : 0]);
  }
}
