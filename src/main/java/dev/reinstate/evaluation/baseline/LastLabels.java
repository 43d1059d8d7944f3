package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;

/**
 * The rate of each label among the key's last {@value #SIZE} known ones, with the rate over all
 * keys counted in as {@value #STRENGTH} labels; the same with means for values.
 */
final class LastLabels implements Baseline {

  static final int SIZE = 30;
  static final double STRENGTH = 5;

  private final RunningMean all;
  private final PerKeyCache<LabelWindow> byKey;

  LastLabels(PredictionTask outcomes) {
    this.all = RunningMean.ofEachLabelOnce(outcomes);
    this.byKey = new PerKeyCache<>(() -> new LabelWindow(outcomes, SIZE));
  }

  @Override
  public String name() {
    return "last30";
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
