package dev.reinstate.training;

import dev.reinstate.model.Model;

/**
 * The learner's link to the trainer: takes gradients and observations, and says when the model
 * changes. Implementations are the values of {@code training.placement}.
 */
public interface Training {

  /** The sum that the next feedbacks' gradients are added to. */
  GradientSum embeddingSum();

  /**
   * Observations came, to learn from them how features vary and to train the autoencoder on.
   *
   * @param x rows × observation.size, raw; the caller's to change afterwards
   */
  void observed(float[] x, int rows);

  /** Something was forgotten: raw observations are no longer kept. */
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
