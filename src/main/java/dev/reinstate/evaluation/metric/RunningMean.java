package dev.reinstate.evaluation.metric;

import dev.reinstate.credit.outcome.Target;
import java.util.Arrays;

/** The mean of what became of observations so far: the rate of each class, or a mean value. */
public final class RunningMean {

  private final PredictionTask outcomes;
  private final double[] sum;
  private double count;

  /** Starts from nothing. */
  public RunningMean(PredictionTask outcomes) {
    this.outcomes = outcomes;
    this.sum = new double[outcomes.width()];
  }

  /** Starts as if each label had been seen once; from nothing for values. */
  public static RunningMean ofEachLabelOnce(PredictionTask outcomes) {
    RunningMean mean = new RunningMean(outcomes);
    if (outcomes.target() != Target.VALUE) {
      Arrays.fill(mean.sum, 1);
      mean.count = outcomes.labels();
    }
    return mean;
  }

  /** Adds what became of an observation. */
  public void add(double target) {
    outcomes.addPerfect(target, 1, sum);
    count++;
  }

  /** Makes all so far count less. */
  public void decay(double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= factor;
    }
    count *= factor;
  }

  /** The mean, 0 where there is nothing yet. */
  public double[] mean() {
    return towards(new double[sum.length], 0);
  }

  /** The mean with another one counted in as so many outcomes. */
  public double[] towards(double[] other, double strength) {
    double[] mean = new double[sum.length];
    for (int i = 0; i < sum.length && count + strength > 0; i++) {
      mean[i] = (sum[i] + strength * other[i]) / (count + strength);
    }
    return mean;
  }
}
