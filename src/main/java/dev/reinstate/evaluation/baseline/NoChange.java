package dev.reinstate.evaluation.baseline;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.Arrays;
import java.util.Map;

/**
 * The key's label that became known last, or its last value. A key without one gets the rates over
 * all keys.
 *
 * <p>The last label's probability is the share of labels so far that were the same as the one
 * before them in their key, (same + 1) / (all + 2), but at least {@value #LEAD} above an even
 * share, so that it is always the prediction; the other labels share the rest evenly.
 */
public final class NoChange implements Baseline {

  static final double LEAD = .01;

  private final PredictionTask outcomes;
  private final RunningMean all;
  private final Map<String, Double> last = BoundedMap.ofLatest(PerKeyCache.MAX_KEYS);
  private long same;
  private long pairs;

  NoChange(PredictionTask outcomes) {
    this.outcomes = outcomes;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
  }

  @Override
  public String name() {
    return "noChange";
  }

  @Override
  public Answer predict(Observation observation) {
    Double value = last.get(observation.key());
    if (value == null) {
      return Answer.of(all.mean());
    }
    if (outcomes.target() == Target.VALUE) {
      return Answer.of(new double[] {value});
    }
    int labels = outcomes.labels();
    double stays = Math.max((same + 1.0) / (pairs + 2.0), 1.0 / labels + LEAD);
    double[] output = outcomes.perfect(value);
    Arrays.setAll(output, i -> output[i] == 1 ? stays : (1 - stays) / (labels - 1));
    return Answer.of(output);
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    all.add(feedback.target());
    Double before = last.put(feedback.key(), feedback.target());
    if (before != null && outcomes.target() != Target.VALUE) {
      pairs++;
      if (outcomes.label(before) == outcomes.label(feedback.target())) {
        same++;
      }
    }
  }
}
