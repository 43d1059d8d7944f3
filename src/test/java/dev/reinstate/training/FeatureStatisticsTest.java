package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStatisticsTest {

  private static final int MANY = 4_000;

  private final Random random = new Random(7);

  private static FeatureStatistics of(int count, DoubleSupplier numbers) {
    FeatureStatistics statistics = new FeatureStatistics(16_384);
    for (int i = 0; i < count; i++) {
      statistics.add(numbers.getAsDouble());
    }
    return statistics;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1013, 8", "-4e9, 1e7", "2e-6, 3e-7"})
  void meanAndDeviationOfNormalNumbersInAnyUnit(double mean, double deviation) {
    FeatureStatistics statistics = of(MANY, () -> mean + deviation * random.nextGaussian());
    assertThat(statistics.mean()).isCloseTo(mean, within(0.1 * deviation));
    assertThat(statistics.deviation()).isCloseTo(deviation, within(0.1 * deviation));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-999, 9999, 1e15})
  void aSentinelInTwentyIsHardlySeen(double sentinel) {
    FeatureStatistics statistics =
        of(MANY, () -> random.nextInt(20) == 0 ? sentinel : random.nextGaussian());
    assertThat(statistics.mean()).isBetween(-1.0, 1.0);
    assertThat(statistics.deviation()).isBetween(0.5, 3.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.1, 0.01})
  void aFlagHasTheDeviationOfAFlag(double share) {
    FeatureStatistics statistics = of(40_000, () -> random.nextDouble() < share ? 1 : 0);
    assertThat(statistics.mean()).isCloseTo(share, within(0.3 * share));
    assertThat(statistics.deviation())
        .isCloseTo(Math.sqrt(share * (1 - share)), within(0.2 * Math.sqrt(share)));
  }

  @Test
  void equalNumbersHaveNoDeviation() {
    FeatureStatistics statistics = of(MANY, () -> 3.25);
    assertThat(statistics.mean()).isEqualTo(3.25);
    assertThat(statistics.deviation()).isZero();
  }

  @Test
  void whatIsMissingIsLeftOut() {
    FeatureStatistics statistics =
        of(MANY, () -> random.nextBoolean() ? Double.NaN : 5 + random.nextGaussian());
    assertThat(statistics.mean()).isCloseTo(5, within(0.1));
    assertThat(statistics.deviation()).isCloseTo(1, within(0.1));
  }

  @Test
  void beforeItHasBegunNumbersStayAsTheyAre() {
    FeatureStatistics statistics = of(FeatureStatistics.FIRST - 1, random::nextGaussian);
    assertThat(statistics.mean()).isZero();
    assertThat(statistics.deviation()).isOne();
    statistics.begin();
    assertThat(statistics.mean()).isNotZero();
  }

  @Test
  void aShiftIsFollowed() {
    FeatureStatistics statistics = new FeatureStatistics(100);
    for (int i = 0; i < 1_000; i++) {
      statistics.add(random.nextGaussian());
    }
    for (int i = 0; i < 1_000; i++) {
      statistics.add(500 + random.nextGaussian());
    }
    assertThat(statistics.mean()).isCloseTo(500, within(5.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 16, 300})
  void itGoesOnFromWhatWasSaved(int before) throws IOException {
    FeatureStatistics whole = of(before, random::nextGaussian);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    whole.save(new DataOutputStream(bytes), true);
    FeatureStatistics restored = new FeatureStatistics(16_384);
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < 40; i++) {
      double x = random.nextGaussian();
      whole.add(x);
      restored.add(x);
    }
    assertThat(restored.mean()).isEqualTo(whole.mean());
    assertThat(restored.deviation()).isEqualTo(whole.deviation());
  }
}
