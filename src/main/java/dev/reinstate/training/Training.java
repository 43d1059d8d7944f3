package dev.reinstate.training;

import dev.reinstate.model.Model;

/**
 * Where the learner's gradients and observations go and when they change its model: {@code
 * training.placement}.
 */
public interface Training {

  /** The sum that the next feedbacks' gradients are added to. */
  GradientSum embeddingSum();

  /**
   * Observations came, to train the autoencoder on.
   *
   * @param x rows × observation.size; the caller's to change afterwards
   */
  void observed(float[] x, int rows);

  /** Something was forgotten: observations are no longer kept as they came. */
  void forgetObservations();

  /** How many feedbacks may be matched before a step must be made; at least 1. */
  int feedbackUntilStep();

  /** How many observations may come before a step must be made; at least 1. */
  int observationsUntilStep();

  /**
   * A segment of events is done.
   *
   * @return whether refreshed embeddings become visible now
   */
  boolean segmentDone(Model model);

  /**
   * A micro-batch of events is done.
   *
   * @return whether refreshed embeddings become visible now
   */
  boolean batchDone();
}
