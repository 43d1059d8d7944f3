package dev.reinstate.credit;

/**
 * How what the heads of a read say becomes one prediction: {@code prediction.combination}. Keeps
 * scratch space and serves one thread.
 */
interface Combination {

  /**
   * Combines.
   *
   * @param heads p̃ of each head, one mixture after the other
   * @param output receives a mixture
   */
  void combine(double[] heads, Mixing mixing, double[] output);

  /** L of what {@link #combine} gave last. */
  double loss(double target);

  /**
   * Differentiates the loss of what {@link #combine} gave last.
   *
   * @param slopes receives ∂L/∂p of each head, where the {@code heads} of it are
   */
  void differentiate(double target, double[] slopes);

  /** ∂L/∂w of a head. */
  double weightSlope(int head);

  /** ∂L/∂b of a logit. */
  double offsetSlope(int logit);

  static Combination of(ReadForm form) {
    if (!form.combined()) {
      return new Average(form.outcome(), form.heads());
    }
    if (form.outcome() instanceof ClassOutcome classes) {
      return classes.classes() == 2
          ? new LogOdds(classes, form.heads())
          : new LogProbabilities(classes, form.heads());
    }
    return new WeightedSum(form.outcome(), form.heads());
  }
}
