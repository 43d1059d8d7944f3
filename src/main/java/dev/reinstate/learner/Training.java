package dev.reinstate.learner;

/** Where the learner's gradients go and when they change its model: {@code training.placement}. */
public interface Training {

  /** The sum that the next feedbacks' gradients are added to. */
  GradientSum embeddingSum();

  /** The sum that the next observations' gradients are added to. */
  AutoencoderSum autoencoderSum();

  /** A step's worth of observations at most was added to the autoencoder's sum. */
  void autoencoderAdded();

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
