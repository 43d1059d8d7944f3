package dev.reinstate.evaluation.baseline;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.evaluation.metric.RunningMean;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Online regression on the observation's features in their {@link StandardScale}, and maybe on the
 * last known labels of each key that the job reads too: logistic for two classes and rewards,
 * softmax for more classes, linear for values. It starts from the rates of labels so far, or the
 * mean value. There are two, with large steps and with small ones, whose answers are averaged, each
 * with a weight that says how good its answers on about the last {@value #LOSSES} targets were.
 *
 * <p>Of labels it sees how far the logits of their rates are from those over all keys, or the mean
 * value: of a key's last {@value #FEW} labels with the rate over all keys counted in as {@value
 * #FEW_STRENGTH}, and of the last {@value #MANY} with it as {@value #MANY_STRENGTH}. Values are
 * taken from their running mean in running standard deviations.
 */
final class Regression implements Baseline {

  static final int FEW = 30;
  static final int MANY = 300;
  static final double FEW_STRENGTH = 5;
  static final double MANY_STRENGTH = 20;
  static final double LOSSES = 1000;

  private static final double SMALL_STEP = .005;
  private static final double LARGE_STEP = .05;
  private static final double MAX_DEVIATIONS = 20;
  private static final double MIN_PROBABILITY = 1e-7;

  private final String name;
  private final PredictionTask outcomes;
  private final boolean isOfValues;
  private final int units;
  private final int reads;
  private final int labelInputs;
  private final RunningMean all;
  private final Spread spread = new Spread();
  private final LabelHistories few;
  private final LabelHistories many;
  private final StandardScale scale = new StandardScale();
  private final List<LinearModel> models;
  private final double[] losses;

  private Regression(
      String name, PredictionTask outcomes, List<Space> spaces, List<NamedRead> reads) {
    this.name = name;
    this.outcomes = outcomes;
    this.isOfValues = outcomes.target() == Target.VALUE;
    this.units = outcomes.labels() > 2 ? outcomes.labels() : 1;
    this.reads = reads.size();
    this.labelInputs = 2 * units * this.reads;
    this.all = RunningMean.ofEachLabelOnce(outcomes);
    this.few = new LabelHistories(spaces, reads, () -> new LabelWindow(outcomes, FEW));
    this.many = new LabelHistories(spaces, reads, () -> new LabelWindow(outcomes, MANY));
    this.models =
        List.of(
            new LinearModel(isOfValues, units, SMALL_STEP),
            new LinearModel(isOfValues, units, LARGE_STEP));
    this.losses = new double[models.size()];
  }

  static Regression ofFeatures(PredictionTask outcomes) {
    return new Regression("regression", outcomes, List.of(), List.of());
  }

  static Regression ofFeaturesAndLabels(PredictionTask outcomes, SpacesSettings spaces) {
    return new Regression("regressionWithLabels", outcomes, spaces.spaces(), spaces.reads());
  }

  @Override
  public String name() {
    return name;
  }

  /** Wants to see again: what it saw of labels, and what each model said. */
  @Override
  public Answer predict(Observation observation) {
    scale.add(observation.features());
    double[] overall = all.mean();
    double[] start = start(overall);
    float[] seen = Arrays.copyOf(labels(observation, overall), labelInputs + units * models.size());
    float[] x = input(seen, observation.features());
    double[] output = new double[units];
    double best = Arrays.stream(losses).min().orElseThrow();
    double sum = 0;
    for (int model = 0; model < models.size(); model++) {
      double weight = Math.exp(best - losses[model]);
      double[] said = models.get(model).outputs(start, x);
      for (int unit = 0; unit < units; unit++) {
        seen[said(model) + unit] = (float) said[unit];
        output[unit] += weight * said[unit];
      }
      sum += weight;
    }
    for (int unit = 0; unit < units; unit++) {
      output[unit] /= sum;
    }
    return new Answer(Answer.of(toOutput(output)).output(), seen);
  }

  /** Where the numbers that a model said begin in what was seen. */
  private int said(int model) {
    return labelInputs + model * units;
  }

  private double[] toOutput(double[] output) {
    if (isOfValues) {
      double deviations = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, output[0]));
      return new double[] {spread.value(deviations)};
    }
    return outcomes.width() == 2 ? new double[] {1 - output[0], output[0]} : output;
  }

  /** The logits of the rates over all keys; of values 0, the mean. */
  private double[] start(double[] overall) {
    double[] start = new double[units];
    if (!isOfValues) {
      for (int unit = 0; unit < units; unit++) {
        start[unit] = logit(overall, unit);
      }
    }
    return start;
  }

  private double logit(double[] rates, int unit) {
    if (units > 1) {
      return Math.log(rates[unit]);
    }
    double p = rates[rates.length - 1];
    return Math.log(p / (1 - p));
  }

  private float[] labels(Observation observation, double[] overall) {
    float[] seen = new float[labelInputs];
    for (int read = 0; read < reads; read++) {
      int at = 2 * units * read;
      see(few.of(read, observation).towards(overall, FEW_STRENGTH), overall, seen, at);
      see(many.of(read, observation).towards(overall, MANY_STRENGTH), overall, seen, at + units);
    }
    return seen;
  }

  private void see(double[] mean, double[] overall, float[] seen, int at) {
    for (int unit = 0; unit < units; unit++) {
      seen[at + unit] =
          (float)
              (isOfValues ? spread.standard(mean[0]) : logit(mean, unit) - logit(overall, unit));
    }
  }

  /** What was seen of labels, and the features. */
  private float[] input(float[] seen, float[] features) {
    float[] x = Arrays.copyOf(Arrays.copyOf(seen, labelInputs), labelInputs + features.length);
    scale.write(features, x, labelInputs);
    return x;
  }

  @Override
  public void learn(Observation observation, Feedback feedback, float[] seen) {
    double[] outcome = outcomes.perfect(feedback.target());
    double[] goal = units == 1 ? new double[] {outcome[outcome.length - 1]} : outcome;
    if (isOfValues) {
      spread.add(goal[0]);
      goal[0] = spread.standard(goal[0]);
    }
    double[] start = start(all.mean());
    float[] x = input(seen, observation.features());
    for (int model = 0; model < models.size(); model++) {
      losses[model] *= 1 - 1 / LOSSES;
      losses[model] += loss(seen, said(model), goal);
      models.get(model).learn(start, x, goal);
    }
    all.add(feedback.target());
    few.add(observation, feedback.target());
    many.add(observation, feedback.target());
  }

  /** The log loss of what was said, for values half the squared error in deviations. */
  private double loss(float[] said, int at, double[] goal) {
    double loss = 0;
    for (int unit = 0; unit < units; unit++) {
      if (isOfValues) {
        loss += (said[at] - goal[0]) * (said[at] - goal[0]) / 2;
      } else {
        loss -= goal[unit] * Math.log(Math.max(MIN_PROBABILITY, said[at + unit]));
        loss -= units > 1 ? 0 : (1 - goal[0]) * Math.log(Math.max(MIN_PROBABILITY, 1 - said[at]));
      }
    }
    return loss;
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
