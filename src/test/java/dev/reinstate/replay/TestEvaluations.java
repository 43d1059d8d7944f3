package dev.reinstate.replay;

import dev.reinstate.credit.Target;
import java.util.List;
import java.util.Map;

/** Evaluations beside the baselines that look at labels only. */
final class TestEvaluations {

  private TestEvaluations() {}

  static Evaluation of(Target target, int classes) {
    return of(target, classes, Map.of());
  }

  static Evaluation of(Target target, int classes, Map<String, Truth> truths) {
    Outcomes outcomes = new Outcomes(target, classes);
    return new Evaluation(outcomes, simple(outcomes), truths, null);
  }

  static List<Baseline> simple(Outcomes outcomes) {
    return List.of(new NoChange(outcomes), new Majority(outcomes), new PerKeyMajority(outcomes));
  }
}
