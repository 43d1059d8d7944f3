package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureRegressionTest {

  private static final double EPSILON = 0.05;
  private static final float[] FEATURES = {0.4f, -1.2f, 2, 0.1f};
  private static final Offset<Double> CLOSE = Offset.offset(1e-5);

  private static ReadForm form(Outcome outcome, int rates) {
    return new ReadForm(
        outcome,
        Similarity.UNIT_DOT,
        1,
        0.2,
        true,
        1,
        true,
        true,
        new int[] {0, 2},
        0,
        1,
        rates,
        true);
  }

  /** γ by logit: the constant's, then those of features 0 and 2. */
  private static ReadParameters parameters(ReadForm form, double... gamma) {
    ReadParameters parameters = new ReadParameters(form);
    float[] flat = new float[parameters.count()];
    parameters.read(flat, 0);
    for (int i = 0; i < gamma.length; i++) {
      flat[parameters.regressionFrom() + i] = (float) gamma[i];
    }
    parameters.write(flat, 0);
    return parameters;
  }

  private static float[] predicted(ReadForm form, float[] prior, double... gamma) {
    float[] rates = new float[form.known() * prior.length];
    parameters(form, gamma).fillRegression(prior, FEATURES, 0, rates);
    return Arrays.copyOfRange(rates, form.rates() * prior.length, rates.length);
  }

  @Test
  void twoClassesAreLogistic() {
    float[] prior = {0.75f, 0.25f};
    double z = Math.log(0.25 / 0.75) + 0.5 + 2 * 0.4 - 0.3 * 2;
    double p = (1 - EPSILON) / (1 + Math.exp(-z)) + EPSILON * 0.25;
    float[] predicted = predicted(form(new ClassOutcome(2, EPSILON), 2), prior, 0.5, 2, -0.3);
    assertThat((double) predicted[1]).isCloseTo(p, CLOSE);
    assertThat((double) predicted[0]).isCloseTo(1 - p, CLOSE);
  }

  @Test
  void moreClassesAreASoftmax() {
    float[] prior = {0.5f, 0.3f, 0.2f};
    double[] odds = {
      0.5 * Math.exp(0.1 + 0.4 - 2), 0.3 * Math.exp(0.2 * 0.4), 0.2 * Math.exp(-0.5 * 2)
    };
    double sum = Arrays.stream(odds).sum();
    float[] predicted =
        predicted(form(new ClassOutcome(3, EPSILON), 0), prior, 0.1, 1, -1, 0, 0.2, 0, 0, 0, -0.5);
    for (int c = 0; c < odds.length; c++) {
      assertThat((double) predicted[c])
          .isCloseTo((1 - EPSILON) * odds[c] / sum + EPSILON * prior[c], CLOSE);
    }
  }

  @Test
  void numbersAreAddedToThePrior() {
    float[] prior = {7};
    assertThat((double) predicted(form(new ValueOutcome(), 2), prior, 0.5, 2, -0.3)[0])
        .isCloseTo(7 + 0.5 + 0.8 - 0.6, CLOSE);
  }

  static Stream<Outcome> outcomes() {
    return Stream.of(
        new ClassOutcome(2, EPSILON),
        new ClassOutcome(3, EPSILON),
        new ValueOutcome(),
        new RewardOutcome());
  }

  /** Of its own loss, whatever the read around it says. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void theGradientAgreesWithFiniteDifferences(Outcome outcome) {
    ReadForm form = form(outcome, 2);
    Random random = new Random(7);
    float[] prior = new float[outcome.size()];
    Arrays.fill(prior, prior.length > 1 ? 1f / prior.length : 0.3f);
    double[] gamma = random.doubles(3L * outcome.logits(), -1, 1).toArray();
    float[] vectors = Numbers.gaussian(random, 3 * 4);
    float[] rates = new float[form.known() * prior.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = prior[i % prior.length];
    }
    Read read =
        new Read(
            vectors,
            vectors,
            0,
            4,
            new int[] {2},
            new double[] {0, 1},
            new double[] {1, 2},
            new float[0],
            0,
            FEATURES,
            0,
            prior,
            rates,
            1);
    ReadParameters parameters = parameters(form, gamma);
    double[] derivatives =
        new ReadDifferentiator(parameters, 2)
            .differentiate(read, vectors, vectors, new float[vectors.length])
            .parameters();
    float[] ofRegression = new float[gamma.length];
    for (int i = 0; i < gamma.length; i++) {
      ofRegression[i] = (float) derivatives[parameters.regressionFrom() + i];
    }
    assertThat(parameters.regressionFrom() + gamma.length).isEqualTo(parameters.count());
    Numbers.assertClose(
        ofRegression, Numbers.numericalGradient(g -> loss(outcome, prior, g), gamma), 1e-4);
  }

  private static double loss(Outcome outcome, float[] prior, double[] gamma) {
    double[] z = new double[outcome.logits()];
    for (int l = 0; l < z.length; l++) {
      z[l] = gamma[3 * l] + gamma[3 * l + 1] * FEATURES[0] + gamma[3 * l + 2] * FEATURES[2];
      z[l] += prior.length == 1 ? prior[0] : z.length == 1 ? 0 : Math.log(prior[l]);
    }
    if (prior.length == 1) {
      return outcome.loss(z, 1);
    }
    if (z.length == 1) {
      return Math.log1p(Math.exp(-z[0]));
    }
    return Math.log(Arrays.stream(z).map(Math::exp).sum()) - z[1];
  }
}
