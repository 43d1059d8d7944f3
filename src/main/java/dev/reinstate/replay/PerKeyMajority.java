package dev.reinstate.replay;

import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Observation;
import java.util.HashMap;
import java.util.Map;

/**
 * The rate of each label so far in the key, with the rate over all keys counted in as {@value
 * #STRENGTH} labels; the same with means for values.
 */
final class PerKeyMajority implements Baseline {

  static final double STRENGTH = 10;

  private final Outcomes outcomes;
  private final RunningMean all;
  private final Map<String, RunningMean> byKey = new HashMap<>();

  PerKeyMajority(Outcomes outcomes) {
    this.outcomes = outcomes;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
  }

  @Override
  public String name() {
    return "perKeyMajority";
  }

  @Override
  public float[] predict(Observation observation) {
    RunningMean own = byKey.get(observation.key());
    double[] overall = all.mean();
    return RunningMean.toOutput(own == null ? overall : own.towards(overall, STRENGTH));
  }

  @Override
  public void learn(Feedback feedback) {
    double[] outcome = outcomes.perfect(feedback.target());
    all.add(outcome);
    byKey.computeIfAbsent(feedback.key(), key -> new RunningMean(outcomes)).add(outcome);
  }
}
