package dev.reinstate.evaluation;

import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.Ranking;
import dev.reinstate.evaluation.metric.ScoreSums;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The learner or a baseline: where its predictions are in a row, and how good they were. */
final class Predictor {

  private final PredictionTask outcomes;
  private final int at;
  private final ScoreSums running;

  /**
   * @param number of the predictor, from 0
   */
  Predictor(PredictionTask outcomes, int number) {
    this.outcomes = outcomes;
    this.at = number * outcomes.width();
    this.running = new ScoreSums(outcomes);
  }

  /**
   * Notes what it said of a row.
   *
   * @throws IllegalArgumentException if the output has another width or a number is not finite
   */
  void predicted(ScoredRow row, float[] output) {
    if (output.length != outcomes.width()) {
      throw new IllegalArgumentException(
          "a prediction has %d numbers; expected %d".formatted(output.length, outcomes.width()));
    }
    for (float v : output) {
      if (!Float.isFinite(v)) {
        throw new IllegalArgumentException(
            "a prediction is %s; expected finite numbers".formatted(Arrays.toString(output)));
      }
    }
    System.arraycopy(output, 0, row.outputs(), at, output.length);
  }

  /** Adds a row to the running sums. */
  void score(ScoredRow row) {
    running.add(row.outputs(), at, row.target());
  }

  /** The sums of all rows that were scored. */
  ScoreSums running() {
    return running;
  }

  /** The sums of some rows. */
  ScoreSums sums(List<ScoredRow> rows) {
    ScoreSums sums = new ScoreSums(outcomes);
    for (ScoredRow row : rows) {
      sums.add(row.outputs(), at, row.target());
    }
    return sums;
  }

  /** How some rows are ranked; null unless there are two labels. */
  @Nullable Ranking ranking(List<ScoredRow> rows) {
    if (outcomes.labels() != 2) {
      return null;
    }
    int positive = at + outcomes.width() - 1;
    Ranking ranking = new Ranking(rows.size());
    for (ScoredRow row : rows) {
      ranking.add(row.outputs()[positive], outcomes.label(row.target()) == 1);
    }
    return ranking;
  }
}
