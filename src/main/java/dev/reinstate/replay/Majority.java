package dev.reinstate.replay;

import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;

/**
 * The rate of each label so far over all keys, as if each had been seen once before; the mean for
 * values.
 */
final class Majority implements Baseline {

  private final RunningMean all;

  Majority(Outcomes outcomes) {
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
