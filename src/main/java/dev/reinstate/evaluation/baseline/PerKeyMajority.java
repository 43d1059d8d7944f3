package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;

/**
 * The rate of each label so far in the key, with the rate over all keys counted in as {@value
 * #STRENGTH} labels; the same with means for values.
 */
final class PerKeyMajority implements Baseline {

  static final double STRENGTH = 10;

  private final RunningMean all;
  private final PerKeyCache<RunningMean> byKey;

  PerKeyMajority(PredictionTask outcomes) {
    this.all = RunningMean.ofEachLabelOnce(outcomes);
    this.byKey = new PerKeyCache<>(() -> new RunningMean(outcomes));
  }

  @Override
  public String name() {
    return "perKeyMajority";
  }

  @Override
  public Answer predict(Observation observation) {
    return Answer.of(byKey.of(observation.key()).towards(all.mean(), STRENGTH));
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    all.add(feedback.target());
    byKey.of(feedback.key()).add(feedback.target());
  }
}
