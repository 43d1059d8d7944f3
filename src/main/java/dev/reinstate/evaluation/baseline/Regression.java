package dev.reinstate.evaluation.baseline;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import java.util.Arrays;

/**
 * Online regression on the observation's features, and maybe on the key's last known labels too:
 * logistic for two classes and rewards, softmax for more classes, linear for values. Each feedback
 * makes a step down its gradient on what was seen when the observation came, of length {@value
 * #STEP} by the mean squared length of what is seen; where that is an outlier, more than {@value
 * #OUTLIER} times as long in the square, neither the mean nor the step goes by all of it.
 *
 * <p>Of labels it sees the logit of the rate of the second class or of positive rewards, the
 * logarithm of each class's rate, or the mean value; of the key's last {@value #FEW} labels with
 * the rate over all keys counted in as {@value #FEW_STRENGTH} and of the last {@value #MANY} with
 * it as {@value #MANY_STRENGTH}. Values are taken from their running mean in running standard
 * deviations.
 */
final class Regression implements Baseline {

  static final int FEW = 30;
  static final int MANY = 300;
  static final double FEW_STRENGTH = 5;
  static final double MANY_STRENGTH = 20;

  private static final double STEP = .01;
  private static final double OUTLIER = 256;
  private static final double MAX_LOGIT = 20;
  private static final double MAX_DEVIATIONS = 1e6;
  private static final float[] NOTHING = {};

  private final String name;
  private final PredictionTask outcomes;
  private final boolean seesLabels;
  private final int units;
  private final RunningMean all;
  private final Spread spread = new Spread();
  private final PerKeyCache<LabelWindow> few;
  private final PerKeyCache<LabelWindow> many;
  private double[][] weights;
  private double squaredNorm;
  private long learned;

  private Regression(String name, PredictionTask outcomes, boolean seesLabels) {
    this.name = name;
    this.outcomes = outcomes;
    this.seesLabels = seesLabels;
    this.units = outcomes.labels() > 2 ? outcomes.labels() : 1;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
    this.few = new PerKeyCache<>(() -> new LabelWindow(outcomes, FEW));
    this.many = new PerKeyCache<>(() -> new LabelWindow(outcomes, MANY));
  }

  static Regression ofFeatures(PredictionTask outcomes) {
    return new Regression("regression", outcomes, false);
  }

  static Regression ofFeaturesAndLabels(PredictionTask outcomes) {
    return new Regression("regressionWithLabels", outcomes, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer predict(Observation observation) {
    float[] labels = seesLabels ? labels(observation.key()) : NOTHING;
    double[] output = outputs(observation.features(), labels);
    if (outcomes.target() == Target.VALUE) {
      output[0] = spread.value(output[0]);
    } else if (outcomes.width() == 2) {
      output = new double[] {1 - output[0], output[0]};
    }
    return new Answer(Answer.of(output).output(), labels);
  }

  private float[] labels(String key) {
    double[] overall = all.mean();
    float[] seen = new float[2 * units];
    see(few.of(key).towards(overall, FEW_STRENGTH), seen, 0);
    see(many.of(key).towards(overall, MANY_STRENGTH), seen, units);
    return seen;
  }

  private void see(double[] mean, float[] seen, int at) {
    if (outcomes.target() == Target.VALUE) {
      seen[at] = (float) spread.standard(mean[0]);
    } else if (units == 1) {
      double p = mean[mean.length - 1];
      seen[at] = (float) Math.log(p / (1 - p));
    } else {
      for (int unit = 0; unit < units; unit++) {
        seen[at + unit] = (float) Math.log(mean[unit]);
      }
    }
  }

  /** A standard value, the probability of the second label, or that of each class. */
  private double[] outputs(float[] x, float[] labels) {
    double[] z = new double[units];
    for (int unit = 0; unit < units && weights != null; unit++) {
      double[] w = weights[unit];
      z[unit] = w[0] + dot(w, 1, labels) + dot(w, 1 + labels.length, x);
    }
    if (outcomes.target() == Target.VALUE) {
      z[0] = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, z[0]));
    } else {
      toProbabilities(z);
    }
    return z;
  }

  private static double dot(double[] w, int at, float[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += w[at + i] * x[i];
    }
    return sum;
  }

  private void toProbabilities(double[] z) {
    if (units == 1) {
      z[0] = 1 / (1 + Math.exp(-Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, z[0]))));
      return;
    }
    double max = Arrays.stream(z).max().orElseThrow();
    double sum = 0;
    for (int unit = 0; unit < units; unit++) {
      z[unit] = Math.exp(z[unit] - max);
      sum += z[unit];
    }
    for (int unit = 0; unit < units; unit++) {
      z[unit] /= sum;
    }
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] labels) {
    double[] outcome = outcomes.perfect(feedback.target());
    if (seesLabels) {
      all.add(feedback.target());
      few.of(feedback.key()).add(feedback.target());
      many.of(feedback.key()).add(feedback.target());
    }
    double[] goal = units == 1 ? new double[] {outcome[outcome.length - 1]} : outcome;
    if (outcomes.target() == Target.VALUE) {
      spread.add(goal[0]);
      goal[0] = spread.standard(goal[0]);
    }
    float[] x = observation.features();
    double[] said = outputs(x, labels);
    if (weights == null) {
      weights = new double[units][1 + labels.length + x.length];
    }
    learned++;
    double length = 1 + squaredNorm(labels) + squaredNorm(x);
    double counted = learned == 1 ? length : Math.min(length, OUTLIER * squaredNorm);
    squaredNorm += (counted - squaredNorm) / learned;
    double divisor = Math.max(squaredNorm, length / OUTLIER);
    for (int unit = 0; unit < units; unit++) {
      double step = STEP * (goal[unit] - said[unit]) / divisor;
      double[] w = weights[unit];
      w[0] += step;
      add(step, labels, w, 1);
      add(step, x, w, 1 + labels.length);
    }
  }

  private static double squaredNorm(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  private static void add(double step, float[] x, double[] w, int at) {
    for (int i = 0; i < x.length; i++) {
      w[at + i] += step * x[i];
    }
  }

  /** Running mean and standard deviation of values. */
  private static final class Spread {

    private long count;
    private double mean;
    private double squares;

    private void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    private double deviation() {
      return squares > 0 ? Math.sqrt(squares / count) : 1;
    }

    private double standard(double value) {
      return (value - mean) / deviation();
    }

    private double value(double standard) {
      return mean + deviation() * standard;
    }
  }
}
