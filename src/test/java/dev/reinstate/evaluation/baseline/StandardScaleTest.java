package dev.reinstate.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardScaleTest {

  private final StandardScale scale = new StandardScale();

  @Test
  void gaussiansBecomeStandard() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      add(7e8 + 3e6 * random.nextGaussian());
    }
    assertThat(standard(7e8)).isCloseTo(0, within(.1));
    assertThat(standard(7e8 + 3e6)).isCloseTo(1, within(.1));
    assertThat(standard(7e8 - 6e6)).isCloseTo(-2, within(.2));
  }

  @Test
  void whatHasAlwaysBeenTheSameSaysNothing() {
    for (int i = 0; i < 200; i++) {
      add(1990);
      assertThat(standard(1990)).isZero();
    }
    add(1991);
    assertThat(standard(1991)).isEqualTo(StandardScale.LIMIT);
  }

  @Test
  void aSentinelAtTheBeginningIsForgotten() {
    add(-999_999);
    for (int i = 0; i < 63; i++) {
      add(i % 8);
    }
    assertThat(standard(7) - standard(0)).isBetween(1.5, 4.0);
  }

  @Test
  void sentinelsDoNotSetTheScale() {
    Random random = new Random(1);
    for (int i = 0; i < 4_000; i++) {
      add(i % 50 == 0 ? -999_999 : random.nextGaussian());
    }
    assertThat(standard(1) - standard(0)).isCloseTo(1, within(.25));
    assertThat(standard(-999_999)).isEqualTo(-StandardScale.LIMIT);
  }

  @Test
  void rareValuesAreFarOut() {
    for (int i = 0; i < 2_000; i++) {
      add(i % 20 == 0 ? 1 : 0);
    }
    assertThat(standard(0)).isCloseTo(0, within(.5));
    assertThat(standard(1)).isGreaterThan(3);
  }

  @Test
  void aNewLevelSetsTheScaleInTheEnd() {
    for (int i = 0; i < 1_000; i++) {
      add(i % 2);
    }
    for (int i = 0; i < 4_000; i++) {
      add(1_000 + i % 2);
    }
    assertThat(standard(1_000)).isBetween(-StandardScale.LIMIT / 2, StandardScale.LIMIT / 2);
  }

  @Test
  void missingIsTheMeanAndIsNotCounted() {
    for (int i = 0; i < 100; i++) {
      add(i % 2 == 0 ? 5 : 7);
      add(Double.NaN);
    }
    assertThat(standard(Double.NaN)).isZero();
    assertThat(standard(6)).isZero();
    assertThat(standard(7)).isCloseTo(1 / 1.4826, within(.3));
  }

  private void add(double value) {
    scale.add(new float[] {(float) value});
  }

  private double standard(double value) {
    float[] to = new float[2];
    scale.write(new float[] {(float) value}, to, 1);
    return to[1];
  }
}
