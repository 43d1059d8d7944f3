package dev.reinstate.recording.table.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctValuesTest {

  @Test
  void fewAreKnown() {
    DistinctValues values = new DistinctValues();
    for (int i = 0; i < 90; i++) {
      values.add("v" + i % 9);
    }
    assertThat(values.areKnown()).isTrue();
    assertThat(values.count()).isEqualTo(9);
    assertThat(values.count("v3")).isEqualTo(10);
    assertThat(values.values()).startsWith("v0", "v1").hasSize(9);
    assertThat(values.repeats()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 20_000, 300_000})
  void manyAreEstimated(int different) {
    DistinctValues values = new DistinctValues();
    for (int i = 0; i < 2 * different; i++) {
      values.add(Integer.toString(i % different));
    }
    assertThat(values.areKnown()).isFalse();
    assertThat(values.count()).isCloseTo(different, Percentage.withPercentage(5));
    assertThat(values.repeats()).isBetween(1.9, 2.1);
  }
}
