package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;

/**
 * The rate of each label so far over all keys, as if each had been seen once before; the mean for
 * values.
 */
final class Majority implements Baseline {

  private final RunningMean all;

  Majority(PredictionTask outcomes) {
    this.all = RunningMean.ofEachLabelOnce(outcomes);
  }

  @Override
  public String name() {
    return "majority";
  }

  @Override
  public Answer predict(Observation observation) {
    return Answer.of(all.mean());
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    all.add(feedback.target());
  }
}
