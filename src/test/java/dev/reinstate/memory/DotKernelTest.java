package dev.reinstate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both kernels give the same bits, which are those of the sum of products in order. */
class DotKernelTest {

  private final DotKernel scalar = DotKernel.scalar();
  private final float[] expected = new float[DotKernel.LANES];
  private final float[] found = new float[DotKernel.LANES];

  @Test
  void testsRunWithTheVectorModule() {
    assertThat(DotKernel.fastest()).isInstanceOf(VectorDotKernel.class);
  }

  @Property(tries = 10_000)
  void theVectorKernelGivesTheBitsOfItsScalarTwin(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int count) {
    Random random = new Random(seed);
    int first = random.nextInt(5);
    int from = random.nextInt(5);
    float[] query = floats(random, from + count);
    float[] floats = floats(random, (first + count) * DotKernel.LANES);
    scalar.dots(floats, first, count, query, from, expected);
    DotKernel.fastest().dots(floats, first, count, query, from, found);
    assertThat(found).isEqualTo(expected);

    byte[] bytes = new byte[(first + count) * DotKernel.LANES];
    random.nextBytes(bytes);
    scalar.dots(bytes, first, count, query, from, expected);
    DotKernel.fastest().dots(bytes, first, count, query, from, found);
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 200)
  void theLargestOfAPage(@ForAll long seed, @ForAll boolean negative, @ForAll boolean nan) {
    Random random = new Random(seed);
    float[] numbers = floats(random, DotKernel.LANES);
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = negative ? -Math.abs(numbers[i]) : numbers[i];
      largest = Math.max(largest, numbers[i]);
    }
    if (nan) {
      largest = numbers[random.nextInt(numbers.length)] = Float.NaN;
    }
    assertThat(scalar.largest(numbers)).isEqualTo((Float) largest);
    assertThat(DotKernel.fastest().largest(numbers)).isEqualTo((Float) largest);
  }

  @Test
  void eachLaneIsTheSumOfItsColumnsInOrder() {
    Random random = new Random(7);
    int first = 3;
    int count = 8;
    float[] query = floats(random, count);
    float[] columns = floats(random, (first + count) * DotKernel.LANES);
    scalar.dots(columns, first, count, query, 0, found);
    for (int lane = 0; lane < DotKernel.LANES; lane++) {
      float sum = 0;
      for (int j = 0; j < count; j++) {
        sum += query[j] * columns[(first + j) * DotKernel.LANES + lane];
      }
      assertThat(found[lane]).isEqualTo(sum);
    }
  }

  @Property(tries = 100)
  void notANumberAndInfinityStayInTheirLane(
      @ForAll @IntRange(min = 0, max = 63) int lane, @ForAll boolean infinite) {
    float[] query = floats(new Random(1), 4);
    float[] columns = floats(new Random(2), 4 * DotKernel.LANES);
    scalar.dots(columns, 0, 4, query, 0, expected);
    columns[lane] = infinite ? Float.POSITIVE_INFINITY : Float.NaN;
    DotKernel.fastest().dots(columns, 0, 4, query, 0, found);
    assertThat(Float.isFinite(found[lane])).isFalse();
    found[lane] = expected[lane];
    assertThat(found).isEqualTo(expected);
  }

  private static float[] floats(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
