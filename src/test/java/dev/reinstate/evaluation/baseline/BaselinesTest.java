package dev.reinstate.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.evaluation.metric.PredictionTask;
import dev.reinstate.event.Feedback;
import dev.reinstate.event.Feedback.Origin;
import dev.reinstate.event.Observation;
import dev.reinstate.settings.NamedRead;
import dev.reinstate.settings.Space;
import dev.reinstate.settings.SpacesSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {

  private static final PredictionTask TWO = new PredictionTask(Target.CLASS, 2);
  private static final PredictionTask THREE = new PredictionTask(Target.CLASS, 3);
  private static final PredictionTask REWARD = new PredictionTask(Target.REWARD, 0);
  private static final PredictionTask VALUE = new PredictionTask(Target.VALUE, 0);
  private static final SpacesSettings ONE_KEY = SpacesSettings.unnamed(4, 2);

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
    Baseline neighbours = scaled(new NearestNeighbours(TWO, 3, 2));
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
    Baseline neighbours = scaled(new NearestNeighbours(VALUE, 3, 2));
    learn(neighbours, observation("a", 0), 3);
    learn(neighbours, observation("a", 1), 6);
    assertPredicts(neighbours, observation("a", 2), (3 + 6 + 4.5) / 3);
  }

  @Test
  void aRegressionStartsFromTheRateSoFar() {
    Baseline regression = Regression.ofFeatures(TWO);
    assertPredicts(regression, observation("a", 1), .5, .5);
    // what has always been the same says nothing
    learn(regression, "a", 1, "b", 1, "c", 0);

    float rate = regression.predict(observation("new", 0)).output()[1];

    assertThat((double) rate).isCloseTo(3 / 5.0, within(.1));
  }

  @Test
  void aRegressionFindsALogisticRuleInAnyUnits() {
    double[] units = {1e-6, 1, 1e9};
    Baseline regression = Regression.ofFeatures(TWO);
    SplittableRandom random = new SplittableRandom(1);
    double loss = 0;
    double bestLoss = 0;
    for (int i = 0; i < 6_000; i++) {
      float[] x = new float[units.length];
      double logit = 0;
      for (int f = 0; f < units.length; f++) {
        double standard = random.nextDouble(-2, 2);
        logit += (f + 1) * standard;
        x[f] = (float) (units[f] * (3 + standard));
      }
      int label = random.nextDouble() < logistic(logit) ? 1 : 0;
      Observation observation = new Observation("a", "1", 0, x);
      Baseline.Answer answer = regression.predict(observation);
      if (i >= 3_000) {
        loss -= Math.log(answer.output()[label]) / 3_000;
        bestLoss -= Math.log(logistic(label == 1 ? logit : -logit)) / 3_000;
      }
      regression.learn(observation, feedback("a", label), answer.seen());
    }
    assertThat(loss).isCloseTo(bestLoss, within(.02));
  }

  @Test
  void aRegressionOnMoreClassesIsSoftmax() {
    Baseline regression = Regression.ofFeatures(THREE);
    for (int i = 0; i < 3_000; i++) {
      learn(regression, observation("a", i % 3), i % 3);
    }
    for (int label = 0; label < 3; label++) {
      float[] output = regression.predict(observation("a", label)).output();
      assertThat(THREE.choice(output, 0)).isEqualTo(label);
      assertThat(output[label]).isGreaterThan(.5f);
    }
  }

  @Test
  void aRegressionOnValuesIsLinear() {
    Baseline regression = Regression.ofFeatures(VALUE);
    assertPredicts(regression, observation("a", 1), 0);
    for (int i = 0; i < 5_000; i++) {
      int x = i % 11;
      learn(regression, observation("a", x), 1e6 + 3e4 * x);
    }
    for (int x = 0; x < 11; x++) {
      assertThat((double) regression.predict(observation("a", x)).output()[0])
          .isCloseTo(1e6 + 3e4 * x, within(1e3));
    }
  }

  @Test
  void aRegressionFollowsARuleThatIsReplaced() {
    Baseline regression = Regression.ofFeatures(TWO);
    for (int i = 0; i < 8_000; i++) {
      boolean isAbove = i % 2 == 0;
      learn(regression, observation("a", isAbove ? 1 : -1), isAbove == i < 4_000 ? 1 : 0);
    }
    assertThat(regression.predict(observation("a", -1)).output()[1]).isGreaterThan(.9f);
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
  void aRegressionSeesHowFarTheKeysLabelsAreFromAll() {
    Baseline regression = Regression.ofFeaturesAndLabels(REWARD, ONE_KEY);
    Observation observation = observation("a", 0);
    assertThat(regression.predict(observation).seen()).startsWith(0, 0);
    learn(regression, observation("a", 0), 1);
    learn(regression, observation("b", 0), 0);

    float[] seen = regression.predict(observation).seen();

    // all keys: (1 + 1) / (2 + 2); a: one positive of one
    assertThat((double) seen[0]).isCloseTo(logit((1 + 5 * .5) / 6), within(1e-6));
    assertThat((double) seen[1]).isCloseTo(logit((1 + 20 * .5) / 21), within(1e-6));
    assertThat(Regression.ofFeaturesAndLabels(THREE, ONE_KEY).predict(observation).seen())
        .as("logarithms of three rates, twice, and what two models say")
        .hasSize(6 + 6);
  }

  @Test
  void aRegressionLearnsFromTheKeysLabels() {
    Baseline without = Regression.ofFeatures(TWO);
    Baseline with = Regression.ofFeaturesAndLabels(TWO, ONE_KEY);
    for (int i = 0; i < 4_000; i++) {
      String key = "key-" + i % 8;
      learn(without, observation(key, 0), i % 2);
      learn(with, observation(key, 0), i % 2);
    }
    // odd keys have label 1, even keys label 0
    assertThat(without.predict(observation("key-1", 0)).output()[1]).isCloseTo(.5f, within(.1f));
    assertThat(with.predict(observation("key-1", 0)).output()[1]).isGreaterThan(.9f);
    assertThat(with.predict(observation("key-2", 0)).output()[1]).isLessThan(.1f);
  }

  @Test
  void aRegressionSeesTheLabelsOfEveryKeyThatIsRead() {
    List<String> from = List.of("from");
    List<String> route = List.of("from", "key");
    SpacesSettings spaces =
        new SpacesSettings(
            List.of(space("left", from), space("routes", route), space("all", List.of())),
            List.of(
                new NamedRead("left", 0, from),
                new NamedRead("left at to", 0, List.of("to")),
                new NamedRead("routes", 1, route),
                new NamedRead("all", 2, List.of())));
    Baseline regression = Regression.ofFeaturesAndLabels(REWARD, spaces);
    learn(regression, between("x", "A", "B"), 1);
    learn(regression, between("y", "B", "A"), 0);
    learn(regression, observation("x", 0), 1);

    double all = (2 + 1) / 5.0;
    double one = seen(1, 1, all, 5);
    double none = seen(0, 1, all, 5);
    double both = seen(2, 3, all, 5);
    // from A, from B, from A with key y, of which there is none, and everybody's
    assertSees(regression, between("y", "A", "B"), one, none, 0, both);
    // from B, from A, from B with key y
    assertSees(regression, between("y", "B", "A"), none, one, none, both);
    // it lacks the other keys
    assertSees(regression, observation("x", 0), 0, 0, 0, both);
  }

  /** How far the last 30 labels are from all. */
  private static double seen(double positive, double count, double all, double strength) {
    return logit((positive + strength * all) / (count + strength)) - logit(all);
  }

  private static void assertSees(Baseline regression, Observation observation, double... few) {
    float[] seen = regression.predict(observation).seen();
    assertThat(seen).as("each read's last 30 and 300, and two models").hasSize(2 * few.length + 2);
    for (int read = 0; read < few.length; read++) {
      assertThat((double) seen[2 * read]).as("read " + read).isCloseTo(few[read], within(1e-6));
    }
  }

  private static Space space(String name, List<String> keyNames) {
    return new Space(name, keyNames, 1, 1, 4, 2);
  }

  private static Observation between(String key, String from, String to) {
    return observation(key, 0).withKeys(Map.of("from", from, "to", to));
  }

  static List<Baseline> ofFeatures() {
    return List.of(
        new NearestNeighbours(TWO, 100, 5),
        Regression.ofFeatures(TWO),
        Regression.ofFeaturesAndLabels(TWO, ONE_KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theUnitOfAFeatureIsOfNoConsequence(int number) {
    List<float[]> plain = outputs(ofFeatures().get(number), i -> numbers(i, 1, 0));

    // a power of two changes no bit, a million roundings alone
    assertClose(outputs(ofFeatures().get(number), i -> numbers(i, 1 << 20, 0)), plain, 0);
    assertClose(outputs(ofFeatures().get(number), i -> numbers(i, 1e6f, 0)), plain, 1e-3);
    assertClose(outputs(ofFeatures().get(number), i -> numbers(i, 1e-6f, 0)), plain, 1e-3);
    assertClose(outputs(ofFeatures().get(number), i -> numbers(i, 1, 32)), plain, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void oneSentinelDoesNoHarm(int number) {
    List<float[]> plain = outputs(ofFeatures().get(number), i -> numbers(i, 1, 0));
    List<float[]> sentinel =
        outputs(
            ofFeatures().get(number),
            i -> {
              float[] x = numbers(i, 1, 0);
              x[0] = i == 100 ? -1e30f : x[0];
              return x;
            });

    assertClose(sentinel.subList(500, 600), plain.subList(500, 600), .1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMissingFeatureIsAtItsMean(int number) {
    Baseline baseline = ofFeatures().get(number);
    outputs(baseline, i -> new float[] {i % 2 == 0 ? 1 : -1, i % 3});

    float[] missing = baseline.predict(observation("a", Float.NaN, 1)).output();
    float[] mean = baseline.predict(observation("a", 0, 1)).output();

    assertThat(missing).containsExactly(mean, within(1e-4f));
  }

  @Test
  void allBaselinesPredictEveryTarget() {
    for (PredictionTask outcomes : new PredictionTask[] {TWO, THREE, REWARD, VALUE}) {
      List<Baseline> baselines = Baselines.all(outcomes, ONE_KEY, 4, 2);
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

  private static Observation observation(String key, float... features) {
    return new Observation(key, "1", 0, features);
  }

  /** Shows numbers around 0, so that it knows their scale. */
  private static Baseline scaled(Baseline baseline) {
    for (int i = 0; i < 10 * StandardScale.FIRST; i++) {
      baseline.predict(observation("other", i % 2 == 0 ? 5 : -5));
    }
    return baseline;
  }

  /** Two features, of which the first tells the label; its unit and zero are as they are given. */
  private static float[] numbers(int i, float unit, float zero) {
    SplittableRandom random = new SplittableRandom(i);
    return new float[] {
      unit * ((float) random.nextDouble(-4, 4) + zero), (float) random.nextDouble(32)
    };
  }

  /** What is said of a stream whose labels become known ten rows later. */
  private static List<float[]> outputs(Baseline baseline, IntFunction<float[]> features) {
    List<float[]> outputs = new ArrayList<>();
    List<float[]> seen = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      if (i >= 10) {
        int known = i - 10;
        int label = numbers(known, 1, 0)[0] > 0 ? 1 : 0;
        baseline.learn(
            observation("a", features.apply(known)), feedback("a", label), seen.get(known));
      }
      Baseline.Answer answer = baseline.predict(observation("a", features.apply(i)));
      outputs.add(answer.output());
      seen.add(answer.seen());
    }
    assertThat(outputs.get(599)).isNotEqualTo(outputs.get(0));
    return outputs;
  }

  private static void assertClose(List<float[]> actual, List<float[]> expected, double by) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("row %d", i)
          .containsExactly(expected.get(i), within((float) by));
    }
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
