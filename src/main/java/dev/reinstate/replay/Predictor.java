package dev.reinstate.replay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

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
   * @param groups those of each group, in order; empty where there are none
   * @param targets of all rows
   */
  Metrics metrics(int[] rows, Map<String, int[]> groups, double[] targets) {
    Map<String, Metrics> byGroup = groups.isEmpty() ? null : new LinkedHashMap<>();
    groups.forEach((name, own) -> byGroup.put(name, metrics(own, Map.of(), targets)));
    return Metrics.of(
        score(rows, targets),
        score(lastFifth(rows), targets),
        score(Arrays.copyOfRange(rows, rows.length / 2, rows.length), targets),
        byGroup);
  }

  /** The last fifth of some rows, rounded up. */
  static int[] lastFifth(int[] rows) {
    return Arrays.copyOfRange(rows, (int) (rows.length * 4L / 5), rows.length);
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
