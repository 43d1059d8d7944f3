package dev.reinstate.stream;

import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.Random;

/** Events with what a test does not care about filled in. */
public final class TestEvents {

  private TestEvents() {}

  /** An observation whose features follow from its id, and are such that codes learn them soon. */
  public static Observation observation(String key, String id, long time) {
    Random random = new Random(id.hashCode());
    float[] features = new float[TestJobs.FEATURES];
    double common = random.nextGaussian();
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (common * (i - 1.5) + 0.2 * random.nextGaussian());
    }
    return new Observation(key, id, time, features);
  }

  /** The feedback "f" for an observation. */
  public static Feedback feedback(String key, String observationId, long time, double target) {
    return feedback(key, "f", observationId, time, target);
  }

  public static Feedback feedback(
      String key, String feedbackId, String observationId, long time, double target) {
    return new Feedback(
        key,
        feedbackId,
        observationId,
        time,
        Feedback.UNKNOWN_TIME,
        target,
        1,
        Feedback.Origin.NONE);
  }
}
