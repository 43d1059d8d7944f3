package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewedStatisticsTest {

  private static final int WINDOW = 16_384;
  private static final double SENTINEL = -9_999;

  private final Random random = new Random(5);

  private static RenewedStatistics of(int count, IntToDoubleFunction numbers) {
    RenewedStatistics statistics = new RenewedStatistics(WINDOW);
    for (int i = 0; i < count; i++) {
      statistics.add(numbers.applyAsDouble(i));
    }
    return statistics;
  }

  private double number() {
    return 50 + 5 * random.nextGaussian();
  }

  private static void assertKnows(RenewedStatistics statistics) {
    assertThat(statistics.current().mean()).isCloseTo(50, within(3.0));
    assertThat(statistics.current().deviation()).isBetween(2.5, 10.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 60, 1_000, 20_000})
  void sentinelsAmongTheFirstAreForgottenWhenTheirNumberHasDoubled(int count) {
    RenewedStatistics statistics = of(16, i -> i % 4 == 0 ? number() : SENTINEL);
    assertThat(statistics.current().mean()).isLessThan(-1_000);
    for (int i = 16; i < count; i++) {
      statistics.add(number());
    }
    assertKnows(statistics);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 900})
  void aConstantAtFirstIsForgottenWithTheNextDoublingButOne(int constant) {
    assertKnows(of(4 * Integer.highestOneBit(constant), i -> i < constant ? 0 : number()));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 500, 2_048, 20_000})
  void aSentinelInTwentyIsHardlySeen(int count) {
    assertKnows(of(count, i -> i % 20 == 7 ? SENTINEL : number()));
  }

  /** Wherever it comes, also where the next statistics have just begun. */
  @ParameterizedTest
  @ValueSource(ints = {64, 128, 512, 1_024, 1_030, 2_040, 3_000})
  void aBurstOfSentinelsIsHardlySeen(int burst) {
    assertKnows(of(4_096, i -> i >= burst && i < burst + 14 ? SENTINEL : number()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.02})
  void aRareFlagHasTheDeviationOfAFlag(double share) {
    RenewedStatistics statistics = of(40_000, i -> random.nextDouble() < share ? 1 : 0);
    assertThat(statistics.current().mean()).isCloseTo(share, within(0.3 * share));
    assertThat(statistics.current().deviation())
        .isCloseTo(Math.sqrt(share * (1 - share)), within(0.2 * Math.sqrt(share)));
    assertThat(statistics.current().span()).isBetween(0.9, 1.5);
  }

  /** A checkpoint outlives requests to forget. */
  @Test
  void whatIsSavedWithoutNumbersThatWaitHasNoneOfThem() throws IOException {
    double[] numbers = new double[20];
    Arrays.setAll(numbers, i -> number());
    ByteBuffer saved = ByteBuffer.wrap(saved(of(numbers.length, i -> numbers[i]), false));
    for (int at = 0; at + Double.BYTES <= saved.capacity(); at++) {
      assertThat(numbers).doesNotContain(saved.getDouble(at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 16, 21, 40, 300, 2_500})
  void itGoesOnFromWhatWasSaved(int before) throws IOException {
    RenewedStatistics whole = of(before, i -> number());
    RenewedStatistics restored = new RenewedStatistics(WINDOW);
    restored.restore(new DataInputStream(new ByteArrayInputStream(saved(whole, true))));
    for (int i = 0; i < 1_000; i++) {
      double x = number();
      whole.add(x);
      restored.add(x);
    }
    assertThat(restored.current().mean()).isEqualTo(whole.current().mean());
    assertThat(restored.current().deviation()).isEqualTo(whole.current().deviation());
  }

  private static byte[] saved(RenewedStatistics statistics, boolean withFirst) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    statistics.save(new DataOutputStream(bytes), withFirst);
    return bytes.toByteArray();
  }
}
