package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReadParametersTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  private static ReadForm form(int learnedHeads, int codeSize, int rates) {
    return new ReadForm(
        new ClassOutcome(2, 0.05),
        Similarity.UNIT_DOT,
        learnedHeads,
        0.2,
        true,
        1,
        true,
        true,
        new int[0],
        codeSize,
        0.5,
        rates,
        false);
  }

  private static double[] temperatures(ReadForm form) {
    ReadParameters parameters = new ReadParameters(form);
    return IntStream.range(0, form.heads()).mapToDouble(parameters::temperature).toArray();
  }

  /** Λ. */
  private static double[] ages(ReadForm form) {
    ReadParameters parameters = new ReadParameters(form);
    return IntStream.range(0, form.heads())
        .mapToDouble(h -> parameters.decay(h) / parameters.temperature(h))
        .toArray();
  }

  private static float[] weights(ReadForm form) {
    HeadMixture mixture = HeadMixture.of(form);
    new ReadParameters(form)
        .fillMixture(new float[form.outcome().size()], new float[0], 0, mixture);
    return mixture.weights();
  }

  @Test
  void withoutACodeHeadAllHeadsStartTheSameButForTheirAges() {
    assertThat(temperatures(form(3, 0, 0))).containsExactly(0.2, 0.2, 0.2);
    assertThat(ages(form(3, 0, 0))).containsExactly(new double[] {1, 0.3, 2}, CLOSE);
    assertThat(weights(form(4, 0, 2))).containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 0, 0);
  }

  /** Numbers would no longer be means of numbers. */
  @Test
  void theRegressionStartsWithSomeWeightForClassesAlone() {
    assertThat(weights(withRegression(new ClassOutcome(2, 0.05)))).containsExactly(1, 0, 0.5f);
    assertThat(weights(withRegression(new ValueOutcome()))).containsExactly(1, 0, 0);
  }

  private static ReadForm withRegression(Outcome outcome) {
    return new ReadForm(
        outcome, Similarity.UNIT_DOT, 1, 0.2, true, 1, true, true, new int[0], 0, 0.5, 1, true);
  }

  @Test
  void theCodeHeadStartsWithMostOfTheWeight() {
    assertThat(weights(form(2, 7, 2))).containsExactly(0.15f, 0.15f, 0.8f, 0, 0);
  }

  @Test
  void besideACodeHeadLearnedHeadsStartAtDifferentTemperatures() {
    assertThat(temperatures(form(3, 7, 0)))
        .containsExactly(new double[] {0.2, 0.1, 0.4, 0.5}, CLOSE);
    assertThat(ages(form(3, 7, 0))).containsExactly(new double[] {1, 0.3, 2, 1}, CLOSE);
  }

  /** Three reads, of which the second has two shards. */
  private static ReadForm ofSeveralReads(boolean code, int rates, boolean regression) {
    return new ReadForm(
        new ClassOutcome(2, 0.05),
        Similarity.UNIT_DOT,
        List.of(
            new ReadHeads(0, 2, code, 1),
            new ReadHeads(0, 2, code, 2),
            new ReadHeads(2, 2, code, 1)),
        0.2,
        true,
        1,
        true,
        true,
        new int[0],
        code ? 7 : 0,
        0.5,
        rates,
        regression);
  }

  /** A prediction of several reads that agree says what one of them would. */
  @Test
  void readsStartWithEqualPartsOfTheWeightOfOne() {
    float third = 1 / 3f;
    assertThat(weights(ofSeveralReads(false, 0, false)))
        .containsExactly(
            new float[] {
              third / 2, third / 2, third / 4, third / 4, third / 4, third / 4, third / 2, third / 2
            },
            Offset.offset(1e-7f));
    float[] weights = weights(ofSeveralReads(true, 2, true));
    float[] ofOne = weights(form(2, 7, 2));
    // four sources of three heads, the rates of each, and the regression
    assertThat(weights).hasSize(4 * 3 + 4 * 2 + 1);
    for (int h = 0; h < 3; h++) {
      assertThat(weights[h]).isCloseTo(ofOne[h] / 3, Offset.offset(1e-7f));
      assertThat(weights[3 + h]).isCloseTo(ofOne[h] / 6, Offset.offset(1e-7f));
      assertThat(weights[6 + h]).isEqualTo(weights[3 + h]);
      assertThat(weights[9 + h]).isEqualTo(weights[h]);
    }
    assertThat(Arrays.copyOfRange(weights, 12, 20)).containsOnly(0);
    assertThat(weights[20]).isEqualTo(0.5f);
  }

  @Test
  void headsOfEachReadStartAsThoseOfOne() {
    for (boolean code : new boolean[] {false, true}) {
      ReadForm form = ofSeveralReads(code, 0, false);
      double[] temperatures = temperatures(form(2, code ? 7 : 0, 0));
      double[] ages = ages(form(2, code ? 7 : 0, 0));
      for (int source = 0; source < form.sources(); source++) {
        int first = form.firstHead(source);
        int end = first + form.readOf(source).count();
        assertThat(Arrays.copyOfRange(temperatures(form), first, end))
            .containsExactly(temperatures);
        assertThat(Arrays.copyOfRange(ages(form), first, end)).containsExactly(ages);
      }
    }
  }

  /** k, λ, n and ρ of six heads; w of six heads, of two rates of three reads; b. */
  @Test
  void shardsHaveNoParametersOfTheirOwn() {
    assertThat(new ReadParameters(ofSeveralReads(false, 2, false)).count())
        .isEqualTo(6 * 4 + 6 + 2 * 3 + 1);
  }

  @Test
  void ratesAreNotAveraged() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReadForm(
                    new ClassOutcome(2, 0.05),
                    Similarity.UNIT_DOT,
                    1,
                    0.2,
                    false,
                    0,
                    false,
                    false,
                    new int[0],
                    0,
                    1,
                    2,
                    false))
        .withMessageContaining("never averaged");
  }
}
