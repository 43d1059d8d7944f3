package dev.reinstate.evaluation.metric;

import dev.reinstate.credit.outcome.Target;
import org.jspecify.annotations.Nullable;

/** Adds up the scores of predictions one by one. */
public final class ScoreSums {

  private final PredictionTask outcomes;
  private final Calibration calibration = new Calibration();
  private final long[] seen;
  private final long[] chosen;
  private final long[] right;
  private long count;
  private long correct;
  private double loss;
  private double brier;
  private double squaredError;
  private double absoluteError;
  private double rewards;
  private double chosenRewards;

  public ScoreSums(PredictionTask outcomes) {
    this.outcomes = outcomes;
    seen = new long[outcomes.labels()];
    chosen = new long[outcomes.labels()];
    right = new long[outcomes.labels()];
  }

  /** Adds the prediction that starts at an index. */
  public void add(float[] outputs, int at, double target) {
    count++;
    if (outcomes.target() == Target.VALUE) {
      double error = outputs[at] - target;
      squaredError += error * error;
      absoluteError += Math.abs(error);
      return;
    }
    int label = outcomes.label(target);
    loss += outcomes.logLoss(outputs, at, label);
    brier += outcomes.brier(outputs, at, label);
    int choice = outcomes.choice(outputs, at);
    seen[label]++;
    chosen[choice]++;
    if (choice == label) {
      correct++;
      right[label]++;
    }
    if (outcomes.target() == Target.REWARD) {
      rewards += target;
      chosenRewards += choice == 1 ? target : 0;
    }
    int claimed = outcomes.labels() == 2 ? 1 : choice;
    calibration.add(outcomes.probability(outputs, at, claimed), claimed == label);
  }

  public Calibration calibration() {
    return calibration;
  }

  /** Share of right choices; NaN without any or for values. */
  public double accuracy() {
    return outcomes.target() == Target.VALUE ? Double.NaN : (double) correct / count;
  }

  /** The score so far, without what needs a ranking or another predictor. */
  public Score toScore() {
    return toScore(null, Double.NaN);
  }

  /**
   * @param ranking of the same predictions, or null where they have none
   * @param noChange accuracy of the baseline of that name on the same observations, or NaN
   */
  public Score toScore(@Nullable Ranking ranking, double noChange) {
    if (count == 0) {
      return Score.NONE;
    }
    if (outcomes.target() == Target.VALUE) {
      return Score.ofValues(count, Math.sqrt(squaredError / count), absoluteError / count);
    }
    boolean isReward = outcomes.target() == Target.REWARD;
    return new Score(
        count,
        accuracy(),
        loss / count,
        brier / count,
        ranking == null ? null : ranking.auc(),
        calibration.error(),
        null,
        balancedAccuracy(),
        kappa(chance()),
        kappa(noChange),
        ranking == null ? null : ranking.averagePrecision(),
        null,
        isReward ? rewards : null,
        isReward ? chosenRewards : null);
  }

  private double balancedAccuracy() {
    double sum = 0;
    int labels = 0;
    for (int label = 0; label < seen.length; label++) {
      if (seen[label] > 0) {
        sum += (double) right[label] / seen[label];
        labels++;
      }
    }
    return sum / labels;
  }

  /** How often guesses would be right that take each label as often as the choices did. */
  private double chance() {
    double sum = 0;
    for (int label = 0; label < seen.length; label++) {
      sum += (double) seen[label] / count * chosen[label] / count;
    }
    return sum;
  }

  private @Nullable Double kappa(double reference) {
    return reference < 1 ? (accuracy() - reference) / (1 - reference) : null;
  }
}
