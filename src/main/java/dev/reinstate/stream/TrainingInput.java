package dev.reinstate.stream;

import dev.reinstate.learner.GradientSum;

/**
 * What goes to the trainer: gradients, or observations. Exactly one of the two is null.
 *
 * @param version of the embedding network that the gradients were computed with
 * @param gradients for the embedding network
 * @param observations rows × observation.size, to train the autoencoder on
 */
record TrainingInput(long version, GradientSum gradients, float[] observations) {

  static TrainingInput of(GradientSum gradients, long version) {
    return new TrainingInput(version, gradients, null);
  }

  static TrainingInput of(float[] observations) {
    return new TrainingInput(0, null, observations);
  }
}
