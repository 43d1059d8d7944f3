package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;

/**
 * The rate of each label over all keys, or the mean value, where a label counts half as much once
 * {@value #HALF_LIFE} others are known since.
 */
final class RecentRate implements Baseline {

  static final double HALF_LIFE = 1000;

  private static final double DECAY = Math.pow(2, -1 / HALF_LIFE);

  private final RunningMean recent;

  RecentRate(PredictionTask outcomes) {
    this.recent = RunningMean.ofEachLabelOnce(outcomes);
  }

  @Override
  public String name() {
    return "recentRate";
  }

  @Override
  public Answer predict(Observation observation) {
    return Answer.of(recent.mean());
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    recent.decay(DECAY);
    recent.add(feedback.target());
  }
}
