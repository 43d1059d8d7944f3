package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.ClassOutcome;
import dev.reinstate.credit.outcome.Outcome;
import dev.reinstate.credit.outcome.RewardOutcome;
import dev.reinstate.credit.outcome.ValueOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CreditAssignerTest {

  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  @Property(tries = 200, seed = "51")
  void aCompleteReadsCreditsSumToZero(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    RandomRead read = new RandomRead(which, count, seed);
    ReadCredit credit = read.credited(12);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += credit.credits()[i];
    }
    assertThat(sum).isCloseTo(0, EXACT);
  }

  @Property(tries = 200, seed = "52")
  void leaveOneOutIsTheDifferenceToTheReadMadeWithoutTheMemory(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 2, max = 12) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    RandomRead read = new RandomRead(which, count, seed);
    ReadCredit credit = read.credited(12);
    assertThat(credit.loss()).isCloseTo(read.loss(read.logits, read.values), EXACT);
    for (int i = 0; i < count; i++) {
      double without = read.loss(without(read.logits, i), without(read.values, i));
      assertThat(credit.leaveOneOut()[i]).isCloseTo(without - credit.loss(), EXACT);
    }
  }

  /** To move a memory's logit changes the loss by minus its credit. */
  @Property(tries = 200, seed = "53")
  void creditIsTheGainInLossPerUnitOfTheLogit(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 12) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    RandomRead read = new RandomRead(which, count, seed);
    ReadCredit credit = read.credited(12);
    double step = 1e-5;
    for (int i = 0; i < count; i++) {
      double[] moved = read.logits.clone();
      moved[i] += step;
      double above = read.loss(moved, read.values);
      moved[i] -= 2 * step;
      double below = read.loss(moved, read.values);
      assertThat(credit.credits()[i]).isCloseTo((below - above) / (2 * step), Offset.offset(1e-6));
    }
  }

  @Test
  void withoutItsOnlyMemoryAReadIsEmptyAndSaysThePrior() {
    ReadCredit credit =
        SimpleReads.assigner(new ClassOutcome(2, 0.1), 4)
            .assign(
                new double[] {1},
                new double[] {1},
                new int[] {1},
                new float[] {0.75f, 0.25f},
                HeadMixture.SIMPLE,
                1);
    double with = -Math.log(0.9 + 0.1 * 0.25);
    assertThat(credit.loss()).isCloseTo(with, EXACT);
    assertThat(credit.leaveOneOut()[0]).isCloseTo(-Math.log(0.25) - with, EXACT);
    assertThat(credit.credits()[0]).isZero();
  }

  @Test
  void anEmptyReadHasTheLossOfThePrior() {
    ReadCredit credit =
        SimpleReads.assigner(new ClassOutcome(2, 0.1), 4)
            .assign(
                new double[4],
                new double[4],
                new int[] {0},
                new float[] {0.75f, 0.25f},
                HeadMixture.SIMPLE,
                0);
    assertThat(credit.loss()).isCloseTo(-Math.log(0.75), EXACT);
  }

  @Test
  void aMemoryThatSaidTheRightClassIsCredited() {
    double[] weights = {0.6, 0.4};
    ReadCredit credit =
        SimpleReads.assigner(new ClassOutcome(2, 0.1), 4)
            .assign(
                weights,
                new double[] {1, 0},
                new int[] {2},
                new float[] {0.5f, 0.5f},
                HeadMixture.SIMPLE,
                1);
    assertThat(credit.credits()[0]).isPositive();
    assertThat(credit.leaveOneOut()[0]).isPositive();
    assertThat(credit.credits()[1]).isNegative();
    assertThat(credit.leaveOneOut()[1]).isNegative();
  }

  private static double[] without(double[] values, int left) {
    double[] rest = new double[values.length - 1];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = values[i < left ? i : i + 1];
    }
    return rest;
  }

  /** A read with one of the three outcomes. */
  private static final class RandomRead {
    private static final List<Outcome> OUTCOMES =
        List.of(new ClassOutcome(3, 0.05), new ValueOutcome(), new RewardOutcome());

    private final Outcome outcome;
    private final float[] prior;
    private final double[] logits;
    private final double[] values;
    private final double target;

    private RandomRead(int which, int count, int seed) {
      Random random = new Random(seed);
      outcome = OUTCOMES.get(which);
      logits = new double[count];
      values = new double[count];
      prior = new float[outcome.size()];
      Arrays.fill(prior, which == 0 ? 1f / 3 : 0.3f);
      for (int i = 0; i < count; i++) {
        logits[i] = random.nextGaussian();
        values[i] = which == 0 ? random.nextInt(3) : random.nextGaussian();
      }
      target = which == 0 ? random.nextInt(3) : random.nextGaussian();
    }

    private ReadCredit credited(int k) {
      return SimpleReads.assigner(outcome, k)
          .assign(
              Arrays.copyOf(weights(logits), k),
              values,
              new int[] {values.length},
              prior,
              HeadMixture.SIMPLE,
              target);
    }

    private double loss(double[] someLogits, double[] someValues) {
      return outcome.loss(
          SimpleReads.mixture(outcome, weights(someLogits), someValues, prior), target);
    }

    private static double[] weights(double[] logits) {
      double sum = Arrays.stream(logits).map(Math::exp).sum();
      return Arrays.stream(logits).map(logit -> Math.exp(logit) / sum).toArray();
    }
  }
}
