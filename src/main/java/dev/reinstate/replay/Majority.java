package dev.reinstate.replay;

import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;

/**
 * The rate of each label so far over all keys, as if each had been seen once before; the mean for
 * values.
 */
final class Majority implements Baseline {

  private final Outcomes outcomes;
  private final RunningMean all;

  Majority(Outcomes outcomes) {
    this.outcomes = outcomes;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
  }

  @Override
  public String name() {
    return "majority";
  }

  @Override
  public float[] predict(Observation observation) {
    return RunningMean.toOutput(all.mean());
  }

  @Override
  public void learn(Feedback feedback) {
    all.add(outcomes.perfect(feedback.target()));
  }
}
