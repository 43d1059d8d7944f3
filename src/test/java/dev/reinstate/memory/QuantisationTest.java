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
    byte[] bytes = new byte[2];
    Precision.INT8.writeCodes(codes, 0, 2, bytes, 0);
    float[] back = new float[2];
    Precision.INT8.readCodes(bytes, 0, 2, back, 0);
    for (int i = 0; i < codes.length; i++) {
      assertThat(Math.abs(back[i] - codes[i])).isLessThanOrEqualTo(0.5f / 127 * ROUNDING);
    }
    byte[] again = new byte[2];
    Precision.INT8.writeCodes(back, 0, 2, again, 0);
    assertThat(again).isEqualTo(bytes);
  }

  @Test
  void everyByteOfACodeIsThatManyOf127() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    float[] codes = new float[bytes.length];
    Precision.INT8.readCodes(bytes, 0, bytes.length, codes, 0);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(codes[i]).isEqualTo(bytes[i] / 127f);
    }
  }

  @Test
  void theEndsOfTheRangeOfCodesAreExact() {
    byte[] bytes = new byte[4];
    Precision.INT8.writeCodes(new float[] {9, -1, 0, 1}, 1, 3, bytes, 1);
    assertThat(bytes).containsExactly(0, -127, 0, 127);
    float[] back = new float[4];
    Precision.INT8.readCodes(bytes, 2, 2, back, 2);
    assertThat(back).containsExactly(0, 0, 0, 1);
  }

  @Test
  void floatsComeBackAsTheyWere() {
    float[] numbers = {9, 1e-9f, -0.1f};
    byte[] bytes = new byte[Precision.FLOAT32.bytes(3)];
    Precision.FLOAT32.writeCodes(numbers, 1, 2, bytes, 4);
    float[] back = new float[3];
    Precision.FLOAT32.readCodes(bytes, 4, 2, back, 1);
    assertThat(back).containsExactly(0, 1e-9f, -0.1f);

    StoredVector stored = Precision.FLOAT32.store(numbers, 0, 3);
    Precision.FLOAT32.restore(stored, 3, back, 0);
    assertThat(back).containsExactly(numbers);
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
