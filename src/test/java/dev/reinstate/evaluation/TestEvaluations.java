package dev.reinstate.evaluation;

import dev.reinstate.credit.Target;
import dev.reinstate.evaluation.baseline.Baseline;
import dev.reinstate.evaluation.baseline.Majority;
import dev.reinstate.evaluation.baseline.NoChange;
import dev.reinstate.evaluation.baseline.PerKeyMajority;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.recording.Truth;
import java.util.List;
import java.util.Map;

/** Evaluations beside the baselines that look at labels only. */
public final class TestEvaluations {

  private TestEvaluations() {}

  public static Evaluation of(Target target, int classes) {
    return of(target, classes, Map.of());
  }

  public static Evaluation of(Target target, int classes, Map<String, Truth> truths) {
    PredictionTask outcomes = new PredictionTask(target, classes);
    return new Evaluation(outcomes, simple(outcomes), truths, null);
  }

  public static List<Baseline> simple(PredictionTask outcomes) {
    return List.of(new NoChange(outcomes), new Majority(outcomes), new PerKeyMajority(outcomes));
  }
}
