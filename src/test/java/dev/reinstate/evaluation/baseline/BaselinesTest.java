package dev.reinstate.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  private static final PredictionTask TWO = new PredictionTask(Target.CLASS, 2);
  private static final PredictionTask THREE = new PredictionTask(Target.CLASS, 3);
  private static final PredictionTask REWARD = new PredictionTask(Target.REWARD, 0);
  private static final PredictionTask VALUE = new PredictionTask(Target.VALUE, 0);

  @Test
  void majorityIsTheRateSoFarWithEachLabelSeenOnce() {
    Baseline majority = new Majority(THREE);

    assertPredicts(majority, "a", 1 / 3.0, 1 / 3.0, 1 / 3.0);
    learn(majority, "a", 2, "b", 2, "b", 0);
    assertPredicts(majority, "c", 2 / 6.0, 1 / 6.0, 3 / 6.0);
  }

  @Test
  void perKeyMajorityLeansOnTheRateOfAllKeys() {
    Baseline perKey = new PerKeyMajority(TWO);

    assertPredicts(perKey, "a", .5, .5);
    learn(perKey, "a", 1, "a", 1, "b", 0, "a", 1);
    // all keys: (3 + 1) / (4 + 2); a: 3 of 3 and ten labels of that rate
    double all = 4 / 6.0;
    assertPredicts(perKey, "a", 1 - (3 + 10 * all) / 13, (3 + 10 * all) / 13);
    assertPredicts(perKey, "b", 1 - 10 * all / 11, 10 * all / 11);
    assertPredicts(perKey, "new", 1 - all, all);
  }

  @Test
  void noChangeIsTheLastLabelAsOftenAsLabelsStay() {
    Baseline noChange = new NoChange(TWO);

    assertPredicts(noChange, "a", .5, .5);
    learn(noChange, "a", 1, "a", 1, "b", 0, "a", 1, "a", 0, "b", 0);
    // within keys 3 stayed and 1 changed: (3 + 1) / (4 + 2)
    assertPredicts(noChange, "a", 4 / 6.0, 2 / 6.0);
    // all keys: (3 + 1) / (6 + 2) are 1
    assertPredicts(noChange, "new", .5, .5);
    learn(noChange, "b", 1);
    assertPredicts(noChange, "b", 3 / 7.0, 4 / 7.0);
  }

  @Test
  void noChangeKeepsToTheLastLabelEvenWhereLabelsAlternate() {
    Baseline noChange = new NoChange(THREE);

    learn(noChange, "a", 0, "a", 1, "a", 2, "a", 0, "a", 1);

    double lead = 1 / 3.0 + .01;
    assertPredicts(noChange, "a", (1 - lead) / 2, lead, (1 - lead) / 2);
  }

  @Test
  void rewardsArePredictedByTheChanceThatTheyArePositive() {
    Baseline majority = new Majority(REWARD);
    Baseline perKey = new PerKeyMajority(REWARD);
    Baseline noChange = new NoChange(REWARD);
    for (Baseline baseline : new Baseline[] {majority, perKey, noChange}) {
      assertPredicts(baseline, "a", .5);
      learn(baseline, "a", 7.5, "a", 0, "a", -2);
    }

    assertPredicts(majority, "a", 2 / 5.0);
    assertPredicts(perKey, "a", (1 + 10 * .4) / 13);
    // one stayed, one changed: .5, raised to the least lead; the last was not positive
    assertPredicts(noChange, "a", 1 - .51);
  }

  @Test
  void valuesArePredictedByMeansAndTheLastValue() {
    Baseline majority = new Majority(VALUE);
    Baseline perKey = new PerKeyMajority(VALUE);
    Baseline noChange = new NoChange(VALUE);
    for (Baseline baseline : new Baseline[] {majority, perKey, noChange}) {
      assertPredicts(baseline, "a", 0);
      learn(baseline, "a", 4, "b", -2, "a", 7);
    }

    assertPredicts(majority, "a", 3);
    assertPredicts(perKey, "a", (11 + 10 * 3.0) / 12);
    assertPredicts(perKey, "new", 3);
    assertPredicts(noChange, "a", 7);
    assertPredicts(noChange, "b", -2);
    assertPredicts(noChange, "new", 3);
  }

  @Test
  void recentRateForgetsByHalfLives() {
    Baseline recent = new RecentRate(TWO);
    assertPredicts(recent, "a", .5, .5);
    learn(recent, "a", 1);
    double fade = Math.pow(2, -1 / 1000.0);
    double ones = (fade + 1) / (2 * fade + 1);
    assertPredicts(recent, "other", 1 - ones, ones);

    for (int i = 0; i < 1000; i++) {
      learn(recent, "b", 0);
    }
    // the two labels to begin with and the first one have halved, 1,000 weigh (1 - ½) / (1 - fade)
    ones = (fade + 1) / 2;
    double all = (2 * fade + 1) / 2 + .5 / (1 - fade);
    assertPredicts(recent, "b", 1 - ones / all, ones / all);
  }

  @Test
  void last30LeansOnTheRateOfAllKeys() {
    Baseline last = new LastLabels(TWO);
    learn(last, "a", 1, "a", 1, "b", 0);
    // all keys: (2 + 1) / (3 + 2)
    assertPredicts(last, "a", 1 - (2 + 5 * .6) / 7, (2 + 5 * .6) / 7);
    assertPredicts(last, "new", .4, .6);

    for (int i = 0; i < 30; i++) {
      learn(last, "a", 0);
    }
    double all = 3 / 35.0;
    assertPredicts(last, "a", 1 - 5 * all / 35, 5 * all / 35);
  }

  @Test
  void neighboursAreTheNearestOfTheKeyThatAreRemembered() {
    Baseline neighbours = new NearestNeighbours(TWO, 3, 2);
    assertPredicts(neighbours, observation("a", 0), .5, .5);
    learn(neighbours, observation("a", 0), 1);
    learn(neighbours, observation("a", 1), 1);
    learn(neighbours, observation("a", 5), 0);
    learn(neighbours, observation("b", 0), 0);
    // all keys: (2 + 1) / (4 + 2), one more neighbour
    assertPredicts(neighbours, observation("a", .4f), 1 - 2.5 / 3, 2.5 / 3);
    assertPredicts(neighbours, observation("a", 4), 1 - 1.5 / 3, 1.5 / 3);

    // takes the place of the first
    learn(neighbours, observation("a", 9), 0);
    double all = 3 / 7.0;
    assertPredicts(neighbours, observation("a", .4f), 1 - (1 + all) / 3, (1 + all) / 3);
    assertPredicts(neighbours, observation("a", 8), 1 - all / 3, all / 3);
  }

  @Test
  void neighboursOfTheKeyAskedForLongestAgoMakeRoom() {
    int row = 36;
    Baseline neighbours = new NearestNeighbours(TWO, 1000, 2, 3 * row);
    learn(neighbours, observation("a", 0), 1);
    learn(neighbours, observation("b", 0), 1);
    learn(neighbours, observation("c", 0), 1);
    double three = 4 / 5.0;
    assertPredicts(neighbours, observation("a", 0), 1 - (1 + three) / 2, (1 + three) / 2);

    learn(neighbours, observation("c", 0), 1);
    double four = 5 / 6.0;
    assertPredicts(neighbours, observation("b", 0), 1 - four, four);
    assertPredicts(neighbours, observation("a", 0), 1 - (1 + four) / 2, (1 + four) / 2);
    assertPredicts(neighbours, observation("c", 0), 1 - (2 + four) / 3, (2 + four) / 3);
  }

  @Test
  void neighboursOfValuesAreMeans() {
    Baseline neighbours = new NearestNeighbours(VALUE, 3, 2);
    learn(neighbours, observation("a", 0), 3);
    learn(neighbours, observation("a", 1), 6);
    assertPredicts(neighbours, observation("a", 2), (3 + 6 + 4.5) / 3);
  }

  @Test
  void regressionOnFeatures() {
    Baseline regression = Regression.ofFeatures(TWO);
    assertPredicts(regression, observation("a", 1), .5, .5);
    learn(regression, observation("a", 1), 1);
    // half of .01 of the gradient, since a bias and a feature of 1 have the squared length 2
    double weight = .01 * .5 / 2;
    double p = logistic(weight + 2 * weight);
    assertPredicts(regression, observation("other", 2), 1 - p, p);

    learn(regression, observation("other", 2), 0);
    // mean squared length (2 + 5) / 2
    double step = .01 * -p / 3.5;
    p = logistic(weight + step - (weight + 2 * step));
    assertPredicts(regression, observation("a", -1), 1 - p, p);
  }

  @Test
  void anOutlierDoesNotEndARegression() {
    Baseline regression = Regression.ofFeatures(TWO);
    Baseline clean = Regression.ofFeatures(TWO);
    for (int i = 0; i < 4_000; i++) {
      if (i == 1_000) {
        learn(regression, observation("a", 3e38f), 0);
      }
      learn(regression, observation("a", i % 2 == 0 ? 1 : -1), i % 2);
      learn(clean, observation("a", i % 2 == 0 ? 1 : -1), i % 2);
    }
    double said = clean.predict(observation("a", -1)).output()[1];
    assertThat(said).isGreaterThan(.9);
    assertThat((double) regression.predict(observation("a", -1)).output()[1])
        .isCloseTo(said, Offset.offset(.05));
  }

  @Test
  void aRegressionSaysFiniteNumbersOfOutliers() {
    Baseline regression = Regression.ofFeatures(VALUE);
    for (int i = 0; i < 100; i++) {
      learn(regression, observation("a", i % 7), 1e9 * (i % 7));
    }
    assertThat(regression.predict(observation("a", Float.MAX_VALUE)).output()[0]).isFinite();
  }

  @Test
  void regressionLearnsFromWhatItSawOfLabels() {
    Baseline regression = Regression.ofFeaturesAndLabels(REWARD);
    Observation observation = observation("a", 0);
    Baseline.Answer first = regression.predict(observation);
    assertThat(first.seen()).containsExactly(0, 0);
    learn(regression, observation("a", 0), 1);
    Baseline.Answer second = regression.predict(observation);
    // all keys: (1 + 1) / (1 + 2)
    double few = logit((1 + 5 * 2 / 3.0) / 6);
    double many = logit((1 + 20 * 2 / 3.0) / 21);
    assertThat((double) second.seen()[0]).isCloseTo(few, within(1e-6));
    assertThat((double) second.seen()[1]).isCloseTo(many, within(1e-6));
    double bias = .01 * .5;
    assertThat((double) second.output()[0]).isCloseTo(logistic(bias), within(1e-7));

    regression.learn(observation, feedback("a", 1), second.seen());
    double step = .01 * (1 - logistic(bias)) / (1 + (few * few + many * many) / 2);
    Baseline.Answer third = regression.predict(observation);
    double z = bias + step + step * few * third.seen()[0] + step * many * third.seen()[1];
    assertThat((double) third.output()[0]).isCloseTo(logistic(z), within(1e-6));
  }

  @Test
  void regressionOnMoreClassesIsSoftmax() {
    Baseline regression = Regression.ofFeatures(THREE);
    assertPredicts(regression, observation("a", 1), 1 / 3.0, 1 / 3.0, 1 / 3.0);
    learn(regression, observation("a", 1), 2);
    // logits of bias and feature together
    double up = Math.exp(2 * .01 * (2 / 3.0) / 2);
    double down = Math.exp(2 * .01 * (-1 / 3.0) / 2);
    double sum = up + 2 * down;
    assertPredicts(regression, observation("a", 1), down / sum, down / sum, up / sum);
    assertThat(Regression.ofFeaturesAndLabels(THREE).predict(observation("a", 1)).seen())
        .as("logarithms of three rates, twice")
        .hasSize(6)
        .containsOnly((float) Math.log(1 / 3.0));
  }

  @Test
  void regressionOnValuesIsLinear() {
    Baseline regression = Regression.ofFeatures(VALUE);
    assertPredicts(regression, observation("a", 1), 0);
    learn(regression, observation("a", 1), 4);
    assertPredicts(regression, observation("a", 1), 4);
    learn(regression, observation("a", 1), 8);
    // 8 is one standard deviation of 2 above the mean of 6; bias and feature make .01 of one
    assertPredicts(regression, observation("a", 1), 6 + 2 * .01);
  }

  @Test
  void allBaselinesPredictEveryTarget() {
    for (PredictionTask outcomes : new PredictionTask[] {TWO, THREE, REWARD, VALUE}) {
      List<Baseline> baselines = Baselines.all(outcomes, 4, 2);
      assertThat(baselines)
          .extracting(Baseline::name)
          .containsExactly(
              "noChange",
              "majority",
              "perKeyMajority",
              "recentRate",
              "last30",
              "kNN",
              "regression",
              "regressionWithLabels");
      for (Baseline baseline : baselines) {
        for (int i = 0; i < 20; i++) {
          float[] output = baseline.predict(observation("a", i)).output();
          assertThat(output).hasSize(outcomes.width());
          if (outcomes.target() == Target.CLASS) {
            float sum = 0;
            for (float p : output) {
              assertThat(p).isBetween(0f, 1f);
              sum += p;
            }
            assertThat(sum).isCloseTo(1, within(1e-6f));
          }
          learn(baseline, observation("a", i), i % 2);
        }
      }
    }
  }

  @Test
  void keysThatWereNotAskedForAreForgotten() {
    PerKeyCache<double[]> keyed = new PerKeyCache<>(() -> new double[1], 2);
    keyed.of("a")[0] = 1;
    keyed.of("b")[0] = 2;
    keyed.of("a");
    keyed.of("c")[0] = 3;

    assertThat(keyed.of("a")[0]).isEqualTo(1);
    assertThat(keyed.of("b")[0]).isZero();
  }

  @Test
  void aWindowHoldsTheLastLabels() {
    LabelWindow window = new LabelWindow(VALUE, 20);
    for (int i = 1; i <= 50; i++) {
      window.add(i);
    }
    // 31 to 50
    assertThat(window.towards(new double[] {0}, 0)).containsExactly(40.5);
    assertThat(window.towards(new double[] {8}, 5)).containsExactly((20 * 40.5 + 40) / 25);
  }

  private static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  private static void learn(Baseline baseline, Object... keysAndTargets) {
    for (int i = 0; i < keysAndTargets.length; i += 2) {
      double target = ((Number) keysAndTargets[i + 1]).doubleValue();
      learn(baseline, observation((String) keysAndTargets[i], 0), target);
    }
  }

  private static void learn(Baseline baseline, Observation observation, double target) {
    float[] seen = baseline.predict(observation).seen();
    baseline.learn(observation, feedback(observation.key(), target), seen);
  }

  private static Feedback feedback(String key, double target) {
    return new Feedback(key, "f", "1", 1, 0, target, 1f, Origin.NONE);
  }

  private static Observation observation(String key, float feature) {
    return new Observation(key, "1", 0, new float[] {feature});
  }

  private static void assertPredicts(Baseline baseline, String key, double... expected) {
    assertPredicts(baseline, observation(key, 0), expected);
  }

  private static void assertPredicts(
      Baseline baseline, Observation observation, double... expected) {
    float[] output = baseline.predict(observation).output();
    assertThat(output).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) output[i]).as("output %d", i).isCloseTo(expected[i], within(1e-7));
    }
  }
}
