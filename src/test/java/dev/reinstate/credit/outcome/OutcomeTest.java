package dev.reinstate.credit.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.HeadMixture;
import dev.reinstate.credit.ReadForm;
import dev.reinstate.credit.ReadMixer;
import dev.reinstate.credit.SimpleReads;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {

  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  static Stream<Arguments> readsWithTargets() {
    return Stream.of(
        Arguments.of(new ClassOutcome(3, 0.05), new double[] {0, 2, 2, 1}, 2.0),
        Arguments.of(new ClassOutcome(3, 0.05), new double[] {0, 0, 0, 0}, 2.0),
        Arguments.of(new ValueOutcome(), new double[] {-1.5, 2, 0.25, 3}, 1.25),
        Arguments.of(new RewardOutcome(), new double[] {-1, 1, 2, 0.5}, 1.0),
        Arguments.of(new RewardOutcome(), new double[] {-1, 1, 2, 0.5}, 0.0));
  }

  @ParameterizedTest
  @MethodSource("readsWithTargets")
  void gradientsAgreeWithFiniteDifferences(Outcome outcome, double[] values, double target) {
    float[] prior = new float[outcome.size()];
    java.util.Arrays.fill(prior, 1f / 3);
    double[] weights = {0.4, 0.3, 0.2, 0.1};
    double[] gradient = new double[outcome.size()];
    outcome.gradient(SimpleReads.mixture(outcome, weights, values, prior), target, gradient);

    double[] expected =
        Numbers.numericalGradient(
            w -> outcome.loss(SimpleReads.mixture(outcome, w, values, prior), target), weights);
    for (int i = 0; i < 4; i++) {
      assertThat(outcome.weightGradient(gradient, 0, values[i]))
          .isCloseTo(expected[i], Offset.offset(1e-6));
    }
  }

  @Test
  void classesMixWithAShareOfThePrior() {
    ClassOutcome outcome = new ClassOutcome(2, 0.2);
    double[] mixture =
        SimpleReads.mixture(
            outcome, new double[] {0.25, 0.75}, new double[] {0, 1}, new float[] {0.5f, 0.5f});
    assertThat(mixture[0]).isCloseTo(0.8 * 0.25 + 0.1, EXACT);
    assertThat(mixture[1]).isCloseTo(0.8 * 0.75 + 0.1, EXACT);
    assertThat(outcome.loss(mixture, 1)).isCloseTo(-Math.log(0.7), EXACT);
    assertThat(outcome.prediction(mixture)).containsExactly(0.3f, 0.7f);
  }

  @Test
  void anEmptyReadIsThePrior() {
    assertThat(empty(new ClassOutcome(2, 0.2), 0.25f, 0.75f)).containsExactly(0.25f, 0.75f);
    assertThat(empty(new ValueOutcome(), 4)).containsExactly(4);
    assertThat(empty(new RewardOutcome(), 0)).containsExactly(0.5f);
  }

  private static float[] empty(Outcome outcome, float... prior) {
    return new ReadMixer(ReadForm.simple(outcome, Similarity.UNIT_DOT, 1), 2)
        .mix(new double[2], new double[2], new int[] {0}, prior, HeadMixture.SIMPLE)
        .prediction();
  }

  @Test
  void aRewardsMixtureIsALogit() {
    RewardOutcome outcome = new RewardOutcome();
    assertThat(outcome.prediction(new double[] {0})).containsExactly(0.5f);
    double[] logit = {2};
    assertThat(outcome.loss(logit, 5)).isCloseTo(Math.log1p(Math.exp(-2)), EXACT);
    assertThat(outcome.loss(logit, -1)).isCloseTo(Math.log1p(Math.exp(2)), EXACT);
    assertThat(outcome.loss(new double[] {1000}, 0)).isCloseTo(1000, EXACT);
    assertThat(outcome.loss(new double[] {-1000}, 0)).isCloseTo(0, EXACT);
  }

  @Test
  void targetsThatCannotOccurAreNotAccepted() {
    ClassOutcome classes = new ClassOutcome(3, 0.1);
    assertThat(Stream.of(0.0, 1.0, 2.0)).allMatch(classes::accepts);
    assertThat(Stream.of(-1.0, 3.0, 0.5, Double.NaN, Double.POSITIVE_INFINITY))
        .noneMatch(classes::accepts);
    assertThat(classes.allowed()).isEqualTo("a class from 0 to 2");
    for (Outcome outcome : new Outcome[] {new ValueOutcome(), new RewardOutcome()}) {
      assertThat(Stream.of(0.0, -1.5, 1e15)).allMatch(outcome::accepts);
      assertThat(outcome.allowed()).startsWith("a number from -1.0E15 to 1.0E15");
      assertThat(Stream.of(Double.NaN, -1.1e15, Double.NEGATIVE_INFINITY))
          .noneMatch(outcome::accepts);
    }
  }
}
