package dev.reinstate.evaluation.baseline;

import dev.reinstate.evaluation.metric.PredictionTask;
import java.util.Arrays;

/** The labels, or values, of a key that became known last. */
final class LabelWindow {

  private static final int FIRST_SIZE = 8;

  private final PredictionTask outcomes;
  private final int size;
  private final double[] sum;
  private double[] targets = new double[FIRST_SIZE];
  private long known;

  /**
   * @param size how many labels, at most
   */
  LabelWindow(PredictionTask outcomes, int size) {
    this.outcomes = outcomes;
    this.size = size;
    this.sum = new double[outcomes.width()];
  }

  void add(double target) {
    int slot = (int) (known % size);
    if (slot == targets.length) {
      targets = Arrays.copyOf(targets, Math.min(size, 2 * slot));
    }
    if (known >= size) {
      outcomes.addPerfect(targets[slot], -1, sum);
    }
    outcomes.addPerfect(target, 1, sum);
    targets[slot] = target;
    known++;
  }

  /** The mean of what became of them, with another one counted in as so many labels. */
  double[] towards(double[] other, double strength) {
    double count = Math.min(known, size);
    double[] mean = new double[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (sum[i] + strength * other[i]) / (count + strength);
    }
    return mean;
  }
}
