package dev.reinstate.compute.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TanhTest {

  private static final Offset<Double> OF_ALL = Offset.offset(1.5e-7);
  private static final double OF_ITS_SIZE = 1.9e-7;

  @Property(tries = 20_000, seed = "31")
  void anyNumberIsAsCloseAsPromised(@ForAll float x) {
    assertClose(x);
  }

  @Property(tries = 20_000, seed = "32")
  void numbersBetweenTheEndsAreAsCloseAsPromised(@ForAll Random random) {
    assertClose(20 * random.nextFloat() - 10);
    assertClose(2 * random.nextFloat() - 1);
  }

  private static void assertClose(float x) {
    double expected = Math.tanh(x);
    assertThat((double) Tanh.of(x))
        .as("tanh %s", x)
        .isBetween(-1.0, 1.0)
        .isCloseTo(expected, OF_ALL);
    assertThat(Math.abs(Tanh.of(x) - expected))
        .as("tanh %s", x)
        .isLessThanOrEqualTo(OF_ITS_SIZE * Math.abs(expected));
  }

  @Test
  void theEndsAreExactAndNotANumberStaysSo() {
    assertThat(Tanh.of(0)).isZero();
    assertThat(Tanh.of(Tanh.MAX_INPUT)).isEqualTo(1);
    assertThat(Tanh.of(Float.MAX_VALUE)).isEqualTo(1);
    assertThat(Tanh.of(Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Tanh.of(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Tanh.of(Float.NaN)).isNaN();
  }
}
