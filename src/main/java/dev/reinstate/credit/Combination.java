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
  void combine(double[] heads, HeadMixture mixture, double[] output);

  /** L of what {@link #combine} gave last. */
  double loss(double target);

  /**
   * Computes L of many reads that are put together alike. {@link #loss} and the slopes mean nothing
   * afterwards.
   *
   * @param heads by head and number of its mixture, a column of {@code stride} numbers: p̃ of each
   *     read; changed by it
   * @param count reads
   * @param losses receives L of each
   */
  default void losses(
      double[] heads, int stride, int count, HeadMixture mixture, double target, double[] losses) {
    int numbers = heads.length / stride;
    double[] ofRead = new double[numbers];
    double[] output = new double[numbers];
    for (int read = 0; read < count; read++) {
      for (int number = 0; number < numbers; number++) {
        ofRead[number] = heads[number * stride + read];
      }
      combine(ofRead, mixture, output);
      losses[read] = loss(target);
    }
  }

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
