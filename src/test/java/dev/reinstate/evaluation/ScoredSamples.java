package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.DefaultFeedbackSettings;
import java.util.ArrayList;
import java.util.List;

/** Builds samples of scored observations. */
final class ScoredSamples {

  private final PredictionTask outcomes;
  private final String[] names;
  private final List<ScoredRow> rows = new ArrayList<>();

  ScoredSamples(PredictionTask outcomes, String... names) {
    this.outcomes = outcomes;
    this.names = names;
  }

  /** The next observation, with what all predictors said of it. */
  ScoredSamples add(String key, long time, double target, float... outputs) {
    return add(rows.size(), key, time, target, outputs);
  }

  ScoredSamples add(long number, String key, long time, double target, float... outputs) {
    ScoredRow row =
        new ScoredRow(
            number,
            new Observation(key, "o" + number, time, new float[0]),
            null,
            outputs.length,
            names.length - 1);
    System.arraycopy(outputs, 0, row.outputs(), 0, outputs.length);
    row.predicted(0);
    row.label(target, 1000);
    rows.add(row);
    return this;
  }

  ScoredSample build() {
    return build(null);
  }

  /**
   * @param defaultFeedback what was applied where no feedback came, or null
   */
  ScoredSample build(DefaultFeedbackSettings defaultFeedback) {
    return ScoredSample.of(outcomes, List.of(names), defaultFeedback, rows);
  }
}
