package dev.reinstate.credit;

import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;

/**
 * How what the experts of a read say, its heads and the rates known beforehand, becomes one
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
   * Computes the losses of many reads with the same mixture and target.
   *
   * @param experts by expert and number of its mixture, a column of {@code stride} numbers: p̃ or
   *     rate of each read; serves as scratch space
   * @param stride at least count
   * @param count reads
   * @param losses receives L of each read
   */
  default void losses(
      double[] experts,
      int stride,
      int count,
      HeadMixture mixture,
      double target,
      double[] losses) {
    int numbers = experts.length / stride;
    double[] ofRead = new double[numbers];
    for (int read = 0; read < count; read++) {
      for (int number = 0; number < numbers; number++) {
        ofRead[number] = experts[number * stride + read];
      }
      losses[read] = loss(ofRead, mixture, target);
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
