package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Numbers;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuantisationTest {

  private static final float ROUNDING = 1.001f;

  @Property(tries = 300, seed = "31")
  void anEmbeddingIsOffByHalfItsScaleAtMost(
      @ForAll @IntRange(min = 1, max = 20) int size,
      @ForAll @IntRange(min = -6, max = 6) int magnitude,
      @ForAll @IntRange(max = 9999) int seed) {
    float[] vector = Numbers.gaussian(new Random(seed), size);
    for (int i = 0; i < size; i++) {
      vector[i] *= (float) Math.pow(10, magnitude);
    }
    StoredVector quantised = Precision.INT8.store(vector, 0, vector.length);
    float[] back = new float[vector.length];
    Precision.INT8.restore(quantised, back.length, back, 0);
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(quantised.scale()).isEqualTo(largest / 127);
    for (int i = 0; i < vector.length; i++) {
      assertThat(Math.abs(back[i] - vector[i]))
          .isLessThanOrEqualTo(quantised.scale() / 2 * ROUNDING);
      assertThat((int) quantised.bytes()[i]).isBetween(-127, 127);
    }
  }

  @Property(tries = 300, seed = "32")
  void aCodeIsOffByHalfALevelAtMost(
      @ForAll @FloatRange(min = -1, max = 1) float first,
      @ForAll @FloatRange(min = -1, max = 1) float second) {
    float[] codes = {first, second};
    byte[] bytes = Codes.quantise(codes, 0, codes.length);
    float[] back = new float[codes.length];
    Codes.restore(bytes, 0, codes.length, back, 0);
    for (int i = 0; i < codes.length; i++) {
      assertThat(Math.abs(back[i] - codes[i])).isLessThanOrEqualTo(0.5f / 127 * ROUNDING);
    }
    assertThat(Codes.quantise(back, 0, back.length)).isEqualTo(bytes);
  }

  @Test
  void theEndsOfTheRangeOfCodesAreExact() {
    byte[] bytes = Codes.quantise(new float[] {9, -1, 0, 1}, 1, 3);
    assertThat(bytes).containsExactly(-127, 0, 127);
    float[] back = new float[4];
    Codes.restore(bytes, 1, 2, back, 2);
    assertThat(back).containsExactly(0, 0, 0, 1);
  }

  @Test
  void aZeroVectorStaysZero() {
    StoredVector quantised = Precision.INT8.store(new float[4], 0, 4);
    float[] back = {1, 1, 1, 1};
    Precision.INT8.restore(quantised, 4, back, 0);
    assertThat(back).containsExactly(0, 0, 0, 0);
  }

  @Test
  void theLargestComponentIsKept() {
    float[] back = new float[3];
    StoredVector quantised = Precision.INT8.store(new float[] {5, 0.5f, -2, 1}, 1, 3);
    Precision.INT8.restore(quantised, 3, back, 0);
    assertThat(back[1]).isCloseTo(-2, Offset.offset(1e-6f));
  }
}
