package dev.reinstate.credit;

/**
 * The gradient of a loss with respect to what a {@link Combination} is made of. The last two are
 * empty where heads are averaged.
 *
 * @param heads ∂L/∂p of each head (of p, not of p̃), one mixture after the other
 * @param weights ∂L/∂w of each head
 * @param offset ∂L/∂b of each logit
 */
record CombinationGradient(double[] heads, double[] weights, double[] offset) {

  /** To be filled. */
  static CombinationGradient of(ReadForm form) {
    return new CombinationGradient(
        new double[form.heads() * form.outcome().size()],
        new double[form.combined() ? form.heads() : 0],
        new double[form.combined() ? form.outcome().logits() : 0]);
  }
}
