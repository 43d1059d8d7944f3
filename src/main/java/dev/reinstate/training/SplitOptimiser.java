package dev.reinstate.training;

import dev.reinstate.compute.Optimiser;

/**
 * Two optimisers, each with its part of the parameters.
 *
 * @param head of the parameters before the split
 * @param split the first parameter of the other part
 * @param tail of the parameters from the split on
 */
record SplitOptimiser(Optimiser head, int split, Optimiser tail) implements Optimiser {

  @Override
  public void step(
      long step,
      float[] parameters,
      float[] gradient,
      float[] first,
      float[] second,
      int from,
      int to) {
    head.step(step, parameters, gradient, first, second, from, Math.min(to, split));
    tail.step(step, parameters, gradient, first, second, Math.max(from, split), to);
  }
}
