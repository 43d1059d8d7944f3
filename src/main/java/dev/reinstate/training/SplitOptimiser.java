package dev.reinstate.training;

import dev.reinstate.compute.Optimiser;

/**
 * The optimisers of what feedback trains: the embedding network, the heads of the read, what
 * combines them linearly with own features, and the regression.
 *
 * @param network of the parameters before the read's
 * @param read the first parameter of the read
 * @param heads of the read's parameters up to the linear ones
 * @param linear the first of the linear parameters
 * @param own of the linear parameters
 * @param regression the first parameter of the regression
 * @param alone of those of the regression
 */
record SplitOptimiser(
    Optimiser network,
    int read,
    Optimiser heads,
    int linear,
    Optimiser own,
    int regression,
    Optimiser alone)
    implements Optimiser {

  @Override
  public void step(
      long step,
      float[] parameters,
      float[] gradient,
      float[] first,
      float[] second,
      int from,
      int to) {
    network.step(step, parameters, gradient, first, second, from, Math.min(to, read));
    heads.step(
        step, parameters, gradient, first, second, Math.max(from, read), Math.min(to, linear));
    own.step(
        step,
        parameters,
        gradient,
        first,
        second,
        Math.max(from, linear),
        Math.min(to, regression));
    alone.step(step, parameters, gradient, first, second, Math.max(from, regression), to);
  }
}
