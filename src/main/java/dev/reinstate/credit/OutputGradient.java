package dev.reinstate.credit;

import dev.reinstate.credit.outcome.Outcome;

/**
 * The gradient of the loss of a read's output with respect to everything that the output is made
 * of.
 *
 * @param mixture how the heads were put together
 * @param combination the gradient with respect to p of each head, and to the combination's own
 *     parameters
 */
record OutputGradient(Outcome outcome, HeadMixture mixture, CombinationGradient combination) {

  /** u = ∂L/∂a of a memory with a value. */
  double weight(int head, double value) {
    return outcome.weightGradient(combination.experts(), head * outcome.size(), value);
  }

  /** ∂L/∂a_0. */
  double nullWeight(int head) {
    double sum = 0;
    for (int j = head * outcome.size(); j < (head + 1) * outcome.size(); j++) {
      sum += combination.experts()[j] * mixture.nulls()[j];
    }
    return sum;
  }

  /**
   * Computes ∂L/∂ρ of a head.
   *
   * @param gradient array to which it is added: heads of shards share it
   * @param at where it begins
   */
  void shift(int head, double[] gradient, int at) {
    outcome.shiftGradient(
        mixture.nulls(),
        combination.experts(),
        head * outcome.size(),
        mixture.nullWeights()[head],
        gradient,
        at);
  }
}
