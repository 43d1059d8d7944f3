package dev.reinstate.replay;

import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;

/**
 * A simple predictor to compare with. It knows what the learner knows and no more: it predicts when
 * an observation comes and learns when the first feedback for it is known.
 */
public interface Baseline {

  /** Its name in the summary. */
  String name();

  /**
   * Predicts what will become of an observation.
   *
   * @return a probability for each class, the probability of a positive reward, or a value
   */
  float[] predict(Observation observation);

  /** Learns from the first feedback for an observation that it has predicted. */
  void learn(Feedback feedback);
}
