package dev.reinstate.evaluation;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.baseline.TestBaselines;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.recording.Truth;
import dev.reinstate.settings.DefaultFeedbackSettings;
import dev.reinstate.settings.FeedbackSettings;
import dev.reinstate.settings.RepeatPolicy;
import java.util.Map;

/** Evaluations beside the baselines that look at labels only. */
public final class TestEvaluations {

  private TestEvaluations() {}

  public static Evaluation of(Target target, int classes) {
    return of(target, classes, Map.of());
  }

  public static Evaluation of(Target target, int classes, Map<String, Truth> truths) {
    return of(new PredictionTask(target, classes), truths, null);
  }

  /** Scores by the default too where no feedback comes. */
  public static Evaluation of(Target target, int classes, DefaultFeedbackSettings defaultFeedback) {
    return of(new PredictionTask(target, classes), Map.of(), defaultFeedback);
  }

  /** Settings whose horizon is far. */
  static FeedbackSettings feedback(DefaultFeedbackSettings defaultFeedback) {
    return new FeedbackSettings(1_000_000, 1_000, RepeatPolicy.REPLACE, 100, defaultFeedback);
  }

  private static Evaluation of(
      PredictionTask outcomes, Map<String, Truth> truths, DefaultFeedbackSettings defaultFeedback) {
    return new Evaluation(
        outcomes, TestBaselines.ofLabels(outcomes), truths, feedback(defaultFeedback));
  }
}
