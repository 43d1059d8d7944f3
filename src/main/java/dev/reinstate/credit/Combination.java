package dev.reinstate.credit;

import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;

/**
 * How what the experts of a prediction say, its heads and the rates known beforehand, becomes one
 * prediction: {@code prediction.combination}. Each result follows from the arguments alone. Keeps
 * scratch space and serves one thread.
 */
interface Combination {

  /**
   * Combines.
   *
   * @param experts p̃ of each head, then each rate, one mixture after the other
   * @param output receives a mixture
   */
  void combine(double[] experts, HeadMixture mixture, double[] output);

  /**
   * The loss L of what the experts say together.
   *
   * @param experts p̃ of each head, then each rate, one mixture after the other
   */
  double loss(double[] experts, HeadMixture mixture, double target);

  /**
   * Computes the losses of many predictions, with the same mixture and target, in which some
   * experts next to each other say something else.
   *
   * @param experts p̃ of each head, then each rate, one mixture after the other
   * @param from the first number in which they differ
   * @param to where these numbers end
   * @param columns by number from the first on, a column of {@code stride}: what each prediction
   *     has in its place; serves as scratch space
   * @param stride at least count
   * @param count predictions
   * @param losses receives L of each
   */
  default void losses(
      double[] experts,
      int from,
      int to,
      double[] columns,
      int stride,
      int count,
      HeadMixture mixture,
      double target,
      double[] losses) {
    double[] other = experts.clone();
    for (int i = 0; i < count; i++) {
      for (int number = from; number < to; number++) {
        other[number] = columns[(number - from) * stride + i];
      }
      losses[i] = loss(other, mixture, target);
    }
  }

  /**
   * Differentiates {@link #loss}.
   *
   * @param experts p̃ of each head, then each rate, one mixture after the other
   * @param gradient receives the gradient
   */
  void differentiate(
      double[] experts, HeadMixture mixture, double target, CombinationGradient gradient);

  static Combination of(ReadForm form) {
    return form.combined()
        ? linear(form.outcome(), form.experts())
        : new Average(form.outcome(), form.heads());
  }

  /** A linear combination of some experts. */
  static Combination linear(Outcome outcome, int experts) {
    if (outcome instanceof ClassOutcome classes) {
      return classes.classes() == 2
          ? new LogOdds(classes, experts)
          : new LogProbabilities(classes, experts);
    }
    return new WeightedSum(outcome, experts);
  }
}
