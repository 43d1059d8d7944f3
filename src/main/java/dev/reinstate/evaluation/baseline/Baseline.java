package dev.reinstate.evaluation.baseline;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A simple predictor to compare with. It knows what the learner knows and no more: it predicts when
 * an observation comes and learns when the first feedback for it is known.
 */
public interface Baseline {

  /** Its name in the summary. */
  String name();

  /** Predicts what will become of an observation. */
  Answer predict(Observation observation);

  /**
   * Learns from the first feedback for an observation that it has predicted.
   *
   * @param seen as its answer had it
   */
  void learn(Observation observation, Feedback feedback, float @Nullable [] seen);

  /**
   * @param output a probability for each class, the probability of a positive reward, or a value
   * @param seen what the baseline wants to see again when it learns, or null
   */
  record Answer(float[] output, float @Nullable [] seen) {

    static Answer of(double[] mean) {
      float[] output = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        output[i] = (float) mean[i];
      }
      return new Answer(output, null);
    }
  }
}
