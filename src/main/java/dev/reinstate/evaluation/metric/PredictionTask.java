package dev.reinstate.evaluation.metric;

import dev.reinstate.credit.outcome.LogLoss;
import dev.reinstate.credit.outcome.Target;

/**
 * What the numbers of a prediction mean for a target: a probability for each class, the probability
 * of a positive reward, or a value.
 *
 * @param target what feedback says
 * @param classes number of classes where target is CLASS
 */
public record PredictionTask(Target target, int classes) {

  /** How many numbers a prediction has. */
  public int width() {
    return target == Target.CLASS ? classes : 1;
  }

  /** How many labels there are, or 0 for values. */
  public int labels() {
    return switch (target) {
      case CLASS -> classes;
      case REWARD -> 2;
      case VALUE -> 0;
    };
  }

  /** The label of a target that is not a value: the class, or 1 for a positive reward. */
  public int label(double value) {
    return target == Target.REWARD ? (value > 0 ? 1 : 0) : (int) value;
  }

  /** What a perfect prediction of this target would be. */
  public double[] perfect(double value) {
    double[] output = new double[width()];
    addPerfect(value, 1, output);
    return output;
  }

  /** Adds what a perfect prediction of this target would be, so many times. */
  public void addPerfect(double value, double times, double[] sum) {
    if (target == Target.CLASS) {
      sum[label(value)] += times;
    } else {
      sum[0] += times * (target == Target.REWARD ? label(value) : value);
    }
  }

  /** The probability of a label in the prediction that starts at an index. */
  double probability(float[] outputs, int at, int label) {
    if (target == Target.CLASS) {
      return outputs[at + label];
    }
    return label == 1 ? outputs[at] : 1 - (double) outputs[at];
  }

  /** −ln of a label's probability in the prediction that starts at an index. */
  public double logLoss(float[] outputs, int at, int label) {
    return LogLoss.of(probability(outputs, at, label));
  }

  /** Squared difference from a label: of label 1 with two labels, summed over all with more. */
  public double brier(float[] outputs, int at, int label) {
    double sum = 0;
    for (int l = labels() == 2 ? 1 : 0; l < labels(); l++) {
      double difference = probability(outputs, at, l) - (l == label ? 1 : 0);
      sum += difference * difference;
    }
    return sum;
  }

  /** The most probable label; the lowest of those that tie. */
  public int choice(float[] outputs, int at) {
    int best = 0;
    for (int label = 1; label < labels(); label++) {
      if (probability(outputs, at, label) > probability(outputs, at, best)) {
        best = label;
      }
    }
    return best;
  }
}
