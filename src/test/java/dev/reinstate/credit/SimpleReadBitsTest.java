package dev.reinstate.credit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Similarity;
import dev.reinstate.credit.outcome.ClassOutcome;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** In its simplest form the read in full is the simple read, to the last bit. */
class SimpleReadBitsTest {

  private static final int DIMENSION = 5;
  private static final double TEMPERATURE = 0.2;
  private static final double EPSILON = 0.05;
  private static final float[] PRIOR = {0.2f, 0.3f, 0.5f};

  @Property(tries = 300, seed = "81")
  void classesOfUnitVectors(
      @ForAll @IntRange(min = 1, max = 12) int count, @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    float[] vectors = Numbers.gaussian(random, (count + 1) * DIMENSION);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(PRIOR.length);
    }
    int target = random.nextInt(PRIOR.length);

    ReadDifferentiator differentiator =
        SimpleReads.differentiator(
            new ClassOutcome(PRIOR.length, EPSILON), Similarity.UNIT_DOT, TEMPERATURE, 12);
    float[] gradients = new float[vectors.length];
    differentiator.differentiate(
        SimpleReads.read(null, null, 0, DIMENSION, count, values, PRIOR, target),
        vectors,
        vectors,
        gradients);
    float[] expected = simpleGradients(vectors, values, target);
    for (int i = 0; i < gradients.length; i++) {
      // the sign of 0 aside
      assertThat(gradients[i] + 0f).isEqualTo(expected[i] + 0f);
    }
  }

  /** The simple read as it is written in the paper's terms, one line after the other. */
  private static float[] simpleGradients(float[] vectors, double[] values, int target) {
    int count = values.length;
    double[] weights = new double[count];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        weights[i] += (double) vectors[j] * vectors[(i + 1) * DIMENSION + j];
      }
      largest = Math.max(largest, weights[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp((weights[i] - largest) / TEMPERATURE);
      sum += weights[i];
    }
    double p = 0;
    for (int i = 0; i < count; i++) {
      weights[i] /= sum;
      p += values[i] == target ? weights[i] : 0;
    }
    p = (1 - EPSILON) * p + EPSILON * PRIOR[target];
    double mean = 0;
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      u[i] = values[i] == target ? -(1 - EPSILON) / p : 0;
      mean += weights[i] * u[i];
    }
    float[] gradients = new float[vectors.length];
    for (int i = 0; i < count; i++) {
      float g = (float) (weights[i] * (u[i] - mean) / TEMPERATURE);
      for (int j = 0; j < DIMENSION; j++) {
        int m = (i + 1) * DIMENSION + j;
        gradients[m] = g * vectors[j];
        gradients[j] += g * vectors[m];
      }
    }
    return gradients;
  }
}
