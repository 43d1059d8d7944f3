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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReadDifferentiatorTest {

  private static final int DIMENSION = 4;
  private static final double TEMPERATURE = 0.4;

  /** Rows before the read's own, as when other feedback is before it. */
  private static final int BEFORE = 2;

  @Property(tries = 400, seed = "61")
  void deltasAgreeWithFiniteDifferences(
      @ForAll Similarity similarity,
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
    ReferenceRead reference =
        new ReferenceRead(outcome, similarity, TEMPERATURE, values, prior, target);
    float[] queries = Numbers.gaussian(random, (count + 1 + BEFORE) * DIMENSION);
    float[] memories = Numbers.gaussian(random, queries.length);
    float[] gradients = new float[queries.length];
    ReadDifferentiator differentiator =
        SimpleReads.differentiator(outcome, similarity, TEMPERATURE, 8);
    Read read =
        SimpleReads.read(null, null, BEFORE * DIMENSION, DIMENSION, count, values, prior, target);
    ReadGradient gradient = differentiator.differentiate(read, queries, memories, gradients);

    double[] vectors = new double[(count + 1) * DIMENSION];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (i < DIMENSION ? queries : memories)[BEFORE * DIMENSION + i];
    }
    Numbers.assertClose(
        Arrays.copyOfRange(gradients, BEFORE * DIMENSION, gradients.length),
        Numbers.numericalGradient(reference::loss, vectors),
        1e-5);
    assertThat(gradient.loss()).isCloseTo(reference.loss(vectors), Offset.offset(1e-9));
    assertThat(Arrays.copyOf(gradients, BEFORE * DIMENSION)).containsOnly(0);
  }

  private static float[] gradients(float[] rows, double[] values) {
    float[] gradients = new float[rows.length];
    ReadDifferentiator differentiator =
        SimpleReads.differentiator(
            new ClassOutcome(2, 0.05), Similarity.UNIT_DOT, TEMPERATURE, values.length);
    differentiator.differentiate(
        SimpleReads.read(
            null, null, 0, DIMENSION, values.length, values, new float[] {0.5f, 0.5f}, 1),
        rows,
        rows,
        gradients);
    return gradients;
  }

  /** Why memory.k must be at least 2. */
  @Test
  void aReadOfOneMemoryHasNoGradient() {
    float[] rows = Numbers.gaussian(new Random(1), 2 * DIMENSION);
    for (float gradient : gradients(rows, new double[] {0})) {
      assertThat(gradient).isZero();
    }
  }

  @Test
  void memoriesThatAgreeHaveNoGradient() {
    float[] rows = Numbers.gaussian(new Random(2), 4 * DIMENSION);
    for (float gradient : gradients(rows, new double[] {1, 1, 1})) {
      assertThat(gradient).isCloseTo(0, Offset.offset(1e-6f));
    }
  }

  @Test
  void attentionSumsToOneHoweverFarApartSimilaritiesAre() {
    double[] weights = new double[3];
    Attention.weights(new double[] {1000, -1000, 999.9}, 0, 3, 0.1, weights);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, Offset.offset(1e-12));
    assertThat(weights[0] / weights[2]).isCloseTo(Math.E, Offset.offset(1e-6));
    assertThat(weights[1]).isZero();
  }
}
