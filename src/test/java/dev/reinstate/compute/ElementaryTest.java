package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ElementaryTest {

  private static final int MAX_ULPS = 2;

  private final Elementary vector = Elementary.fastest();
  private final Elementary scalar = new ScalarElementary();

  @Property
  void vectorsGiveTheBitsOfPlainJava(@ForAll double[] x, @ForAll double scale) {
    double[] scaled = DoubleStream.of(x).map(value -> value * scale).toArray();
    assertThat(all(x, vector::exp)).containsExactly(all(x, scalar::exp));
    assertThat(all(x, vector::log)).containsExactly(all(x, scalar::log));
    assertThat(all(scaled, vector::exp)).containsExactly(all(scaled, scalar::exp));
  }

  @Test
  void theVectorModuleIsThere() {
    assertThat(vector).isInstanceOf(VectorElementary.class);
  }

  @Test
  void exponentialsAreWithinTwoUnitsInTheLastPlace() {
    double[] x = new Random(1).doubles(100_000, -700, 700).toArray();
    assertClose(x, all(x, vector::exp), Math::exp);
    double[] small = new Random(2).doubles(100_000, -2, 2).toArray();
    assertClose(small, all(small, vector::exp), Math::exp);
  }

  @Test
  void logarithmsAreWithinTwoUnitsInTheLastPlace() {
    double[] x = new Random(3).doubles(100_000, -700, 700).map(Math::exp).toArray();
    assertClose(x, all(x, vector::log), Math::log);
    double[] nearOne = new Random(4).doubles(100_000, .5, 2).toArray();
    assertClose(nearOne, all(nearOne, vector::log), Math::log);
  }

  @Test
  void whatIsNotNormalIsAsInTheLibrary() {
    double[] x = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MIN_NORMAL / 2,
      -745.2,
      -708.1,
      -1e300
    };
    double[] exp = all(x, vector::exp);
    double[] log = all(x, vector::log);
    for (int i = 0; i < x.length; i++) {
      assertThat(List.of(exp[i], log[i], Elementary.exp(x[i]), Elementary.log(x[i])))
          .as("of %s", x[i])
          .containsExactly(Math.exp(x[i]), Math.log(x[i]), Math.exp(x[i]), Math.log(x[i]));
    }
  }

  @Test
  void onlyTheRangeGivenIsTouched() {
    double[] x = new double[40];
    vector.exp(x, 3, 20);
    for (int i = 0; i < x.length; i++) {
      assertThat(x[i]).isEqualTo(i >= 3 && i < 23 ? 1 : 0);
    }
  }

  private interface InPlace {
    void of(double[] x, int from, int count);
  }

  private static double[] all(double[] x, InPlace function) {
    double[] values = x.clone();
    function.of(values, 0, values.length);
    return values;
  }

  private static void assertClose(double[] x, double[] values, DoubleUnaryOperator exact) {
    for (int i = 0; i < x.length; i++) {
      double expected = exact.applyAsDouble(x[i]);
      assertThat(Math.abs(values[i] - expected))
          .as("of %s", x[i])
          .isLessThanOrEqualTo(MAX_ULPS * Math.ulp(expected));
    }
  }
}
