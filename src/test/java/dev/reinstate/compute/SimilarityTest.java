package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarityTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  /** ∂s/∂m = dotGradient · q + ownGradient(m) · m, and the same for q. */
  @Property(tries = 200, seed = "71")
  void gradientsAgreeWithFiniteDifferences(
      @ForAll Similarity similarity,
      @ForAll @IntRange(min = 2, max = 6) int dimension,
      @ForAll @IntRange(max = 9999) int seed) {
    Random random = new Random(seed);
    double[] q = random.doubles(dimension, -2, 2).toArray();
    double[] m = random.doubles(dimension, -2, 2).toArray();
    double[] ofMemory = Numbers.numericalGradient(moved -> similarity(similarity, q, moved), m);
    double[] ofQuery = Numbers.numericalGradient(moved -> similarity(similarity, moved, m), q);

    double s = similarity(similarity, q, m);
    double ofDot = similarity.dotGradient(dot(q, q), dot(m, m), dimension);
    for (int i = 0; i < dimension; i++) {
      assertThat(ofDot * q[i] + similarity.ownGradient(s, dot(m, m)) * m[i])
          .isCloseTo(ofMemory[i], CLOSE);
      assertThat(ofDot * m[i] + similarity.ownGradient(s, dot(q, q)) * q[i])
          .isCloseTo(ofQuery[i], CLOSE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsOfLengthZeroGiveNumbers(Similarity similarity) {
    double[] zero = new double[2];
    double[] other = {3, 4};
    assertThat(similarity(similarity, zero, other)).isFinite();
    assertThat(similarity(similarity, zero, zero)).isZero();
    assertThat(similarity.dotGradient(0, 25, 2)).isFinite();
    assertThat(similarity.ownGradient(0, 0)).isFinite();
  }

  private static double similarity(Similarity similarity, double[] q, double[] m) {
    return similarity.of(dot(q, m), dot(q, q), dot(m, m), q.length);
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }
}
