package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import java.util.List;

/** The baselines that look at labels only. */
public final class TestBaselines {

  private TestBaselines() {}

  public static List<Baseline> ofLabels(PredictionTask outcomes) {
    return List.of(new NoChange(outcomes), new Majority(outcomes), new PerKeyMajority(outcomes));
  }
}
