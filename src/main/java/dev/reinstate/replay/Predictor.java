package dev.reinstate.replay;

import java.util.Arrays;

/** The predictions of the learner or of a baseline, and how good they were. */
final class Predictor {

  private final Outcomes outcomes;
  private final Outputs outputs;
  private final ScoreSums running;

  Predictor(Outcomes outcomes) {
    this.outcomes = outcomes;
    this.outputs = new Outputs(outcomes.width());
    this.running = new ScoreSums(outcomes);
  }

  boolean hasPredicted(int row) {
    return outputs.has(row);
  }

  void predicted(int row, float[] output) {
    outputs.set(row, output);
  }

  /** Adds a row to the running score. */
  void score(int row, double target) {
    running.add(outputs.values(), outputs.at(row), target);
  }

  /** The score so far, without area under the curve, at no cost. */
  Score running() {
    return running.toScore(null);
  }

  /**
   * @param rows the scored rows, in order
   * @param targets of all rows
   */
  Metrics metrics(int[] rows, double[] targets) {
    int n = rows.length;
    return Metrics.of(
        score(rows, targets),
        score(Arrays.copyOfRange(rows, (int) (n * 4L / 5), n), targets),
        score(Arrays.copyOfRange(rows, n / 2, n), targets));
  }

  private Score score(int[] rows, double[] targets) {
    ScoreSums sums = new ScoreSums(outcomes);
    for (int row : rows) {
      sums.add(outputs.values(), outputs.at(row), targets[row]);
    }
    return sums.toScore(auc(rows, targets));
  }

  /** The area under the curve over some rows; null unless there are two labels and both occur. */
  Double auc(int[] rows, double[] targets) {
    if (outcomes.labels() != 2) {
      return null;
    }
    int positive = outcomes.width() - 1;
    Auc auc = new Auc(rows.length);
    for (int row : rows) {
      auc.add(outputs.values()[outputs.at(row) + positive], outcomes.label(targets[row]) == 1);
    }
    return auc.area();
  }
}
