package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReadGradientTest {

  private static final int DIMENSION = 4;
  private static final double TEMPERATURE = 0.4;

  @Property(tries = 150, seed = "61")
  void deltasAgreeWithFiniteDifferences(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 2, max = 8) int count,
      @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    Outcome outcome =
        new Outcome[] {new ClassOutcome(3, 0.05), new ValueOutcome(), new RewardOutcome()}[which];
    float[] prior = new float[outcome.size()];
    Arrays.fill(prior, 1f / 3);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = which == 0 ? random.nextInt(3) : random.nextGaussian();
    }
    double target = random.nextInt(2);
    // a query at row 2, as when other feedback is before it
    float[] rows = Numbers.gaussian(random, (count + 3) * DIMENSION);
    float[] deltas = new float[rows.length];
    ReadGradient gradient = new ReadGradient(outcome, TEMPERATURE, 8);
    gradient.compute(rows, 2, DIMENSION, count, values, prior, target, deltas);

    double[] read = new double[(count + 1) * DIMENSION];
    for (int i = 0; i < read.length; i++) {
      read[i] = rows[2 * DIMENSION + i];
    }
    Numbers.assertClose(
        Arrays.copyOfRange(deltas, 2 * DIMENSION, deltas.length),
        Numbers.slopes(r -> loss(outcome, r, values, prior, target), read),
        1e-5);
    assertThat(gradient.loss())
        .isCloseTo(loss(outcome, read, values, prior, target), Offset.offset(1e-9));
    assertThat(Arrays.copyOf(deltas, 2 * DIMENSION)).containsOnly(0);
  }

  private static double loss(
      Outcome outcome, double[] rows, double[] values, float[] prior, double target) {
    double[] weights = new double[values.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double dot = 0;
      for (int j = 0; j < DIMENSION; j++) {
        dot += rows[j] * rows[(i + 1) * DIMENSION + j];
      }
      weights[i] = Math.exp(dot / TEMPERATURE);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    double[] mixture = new double[outcome.size()];
    outcome.mix(weights, values, values.length, prior, mixture);
    return outcome.loss(mixture, target);
  }

  /** Why memory.k must be at least 2. */
  @Test
  void aReadOfOneMemoryHasNoGradient() {
    float[] rows = Numbers.gaussian(new Random(1), 2 * DIMENSION);
    float[] deltas = new float[rows.length];
    ReadGradient gradient = new ReadGradient(new ClassOutcome(2, 0.05), TEMPERATURE, 1);
    gradient.compute(rows, 0, DIMENSION, 1, new double[] {0}, new float[] {0.5f, 0.5f}, 1, deltas);
    for (float delta : deltas) {
      assertThat(delta).isZero();
    }
    assertThat(gradient.weight(0)).isEqualTo(1);
  }

  @Test
  void memoriesThatAgreeHaveNoGradient() {
    float[] rows = Numbers.gaussian(new Random(2), 4 * DIMENSION);
    float[] deltas = new float[rows.length];
    new ReadGradient(new ClassOutcome(2, 0.05), TEMPERATURE, 3)
        .compute(
            rows, 0, DIMENSION, 3, new double[] {1, 1, 1}, new float[] {0.5f, 0.5f}, 1, deltas);
    for (float delta : deltas) {
      assertThat(delta).isCloseTo(0, Offset.offset(1e-6f));
    }
  }

  @Test
  void attentionSumsToOneHoweverFarApartSimilaritiesAre() {
    double[] weights = new double[3];
    Attention.weights(new double[] {1000, -1000, 999.9}, 3, 0.1, weights);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, Offset.offset(1e-12));
    assertThat(weights[0] / weights[2]).isCloseTo(Math.E, Offset.offset(1e-6));
    assertThat(weights[1]).isZero();
  }
}
