package dev.reinstate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.credit.Target;
import dev.reinstate.learner.Feedback;
import dev.reinstate.learner.Feedback.Origin;
import dev.reinstate.learner.Observation;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  private static final Outcomes TWO = new Outcomes(Target.CLASS, 2);
  private static final Outcomes THREE = new Outcomes(Target.CLASS, 3);
  private static final Outcomes REWARD = new Outcomes(Target.REWARD, 0);
  private static final Outcomes VALUE = new Outcomes(Target.VALUE, 0);

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

  private static void learn(Baseline baseline, Object... keysAndTargets) {
    for (int i = 0; i < keysAndTargets.length; i += 2) {
      String key = (String) keysAndTargets[i];
      double target = ((Number) keysAndTargets[i + 1]).doubleValue();
      baseline.learn(new Feedback(key, "f", "1", i, i, target, 1f, Origin.NONE));
    }
  }

  private static void assertPredicts(Baseline baseline, String key, double... expected) {
    float[] output = baseline.predict(new Observation(key, "1", 0, new float[] {0}));
    assertThat(output).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) output[i]).as("output %d", i).isCloseTo(expected[i], within(1e-7));
    }
  }
}
