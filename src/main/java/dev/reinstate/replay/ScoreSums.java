package dev.reinstate.replay;

import dev.reinstate.credit.Target;

/** Adds up the scores of predictions one by one. */
final class ScoreSums {

  private static final double CLIP = 1e-7;

  private final Outcomes outcomes;
  private long count;
  private long correct;
  private double loss;
  private double brier;
  private double squaredError;
  private final Calibration calibration = new Calibration();

  ScoreSums(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** Adds the prediction that starts at an index. */
  void add(float[] outputs, int at, double target) {
    count++;
    if (outcomes.target() == Target.VALUE) {
      double error = outputs[at] - target;
      squaredError += error * error;
      return;
    }
    int label = outcomes.label(target);
    double p = outcomes.probability(outputs, at, label);
    loss -= Math.log(Math.min(Math.max(p, CLIP), 1 - CLIP));
    brier += brier(outputs, at, label);
    int choice = outcomes.choice(outputs, at);
    if (choice == label) {
      correct++;
    }
    int claimed = outcomes.labels() == 2 ? 1 : choice;
    calibration.add(outcomes.probability(outputs, at, claimed), claimed == label);
  }

  private double brier(float[] outputs, int at, int label) {
    boolean binary = outcomes.labels() == 2;
    double sum = 0;
    for (int l = binary ? 1 : 0; l < outcomes.labels(); l++) {
      double difference = outcomes.probability(outputs, at, l) - (l == label ? 1 : 0);
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * @param auc the area under the curve, which no sum gives, or null
   */
  Score toScore(Double auc) {
    if (count == 0) {
      return new Score(0, null, null, null, null, null, null);
    }
    if (outcomes.target() == Target.VALUE) {
      return new Score(count, null, null, null, null, null, Math.sqrt(squaredError / count));
    }
    return new Score(
        count,
        (double) correct / count,
        loss / count,
        brier / count,
        auc,
        calibration.error(),
        null);
  }
}
