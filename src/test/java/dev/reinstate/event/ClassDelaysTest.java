package dev.reinstate.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassDelaysTest {

  private static final long DAY = 86_400_000;

  private final ClassDelays delays = new ClassDelays(3);
  private final Random random = new Random(3);

  private void add(int label, int count, double fromDays, double toDays) {
    for (int i = 0; i < count; i++) {
      long observed = random.nextLong(100 * DAY);
      delays.add(
          label,
          observed,
          observed + (long) ((fromDays + random.nextDouble() * (toDays - fromDays)) * DAY));
    }
  }

  @Test
  void chargebacksComeBeforeItIsKnownThatThereIsNone() {
    add(1, 40, 2, 12);
    add(0, 1000, 14, 14);

    UnevenDelays uneven = delays.uneven();
    assertThat(uneven.soon()).isEqualTo(1);
    assertThat(uneven.late()).isZero();
    assertThat(uneven.soonMillis()).isCloseTo(7 * DAY, within(2 * DAY));
    assertThat(uneven.lateMillis()).isCloseTo(14 * DAY, within(14 * DAY / 30));
    assertThat(uneven.warning())
        .startsWith("feedback of class 1 comes after ")
        .contains(" d, that of class 0 after 14")
        .contains("predictions lean to 1")
        .contains("feedback.default-after", "at the same age");
  }

  @Test
  void theFirstAndTheLastOfManyClassesAreNamed() {
    add(0, 50, 4, 6);
    add(1, 50, 8, 9);
    add(2, 50, 1, 2);

    assertThat(delays.uneven().soon()).isEqualTo(2);
    assertThat(delays.uneven().late()).isEqualTo(1);
  }

  @Test
  void delaysThatMostlyOverlapAreEven() {
    add(0, 1000, 2, 12);
    add(1, 1000, 3, 13);
    assertThat(delays.uneven()).isNull();
  }

  @Test
  void equalDelaysAreEven() {
    add(0, 1000, 30, 30);
    add(1, 1000, 30, 30);
    assertThat(delays.uneven()).isNull();
  }

  /** A minute does not matter where the stream has gone on for months. */
  @Test
  void whatIsShortToTheStreamIsEven() {
    add(0, 100, 0, .001);
    add(1, 100, .002, .003);
    assertThat(delays.uneven()).isNull();
  }

  @Test
  void aFewAreNotEnough() {
    add(0, 1000, 14, 14);
    add(1, 29, 2, 12);
    assertThat(delays.uneven()).isNull();
    add(1, 1, 2, 12);
    assertThat(delays.uneven()).isNotNull();
  }

  @Test
  void theOnlyClassIsKnownOnceThereIsEnoughOfIt() {
    assertThat(delays.onlyLabel()).isNegative();
    add(1, 29, 1, 2);
    assertThat(delays.onlyLabel()).isNegative();
    add(1, 1, 1, 2);
    assertThat(delays.onlyLabel()).isEqualTo(1);
    add(0, 1, 1, 2);
    assertThat(delays.onlyLabel()).isNegative();
  }

  @Test
  void quantilesAreToAThirtieth() {
    for (long delay = 1; delay < Long.MAX_VALUE / 3; delay *= 3) {
      ClassDelays one = new ClassDelays(1);
      one.add(0, 0, delay);
      assertThat(one.quantile(0, .5)).isCloseTo(delay, within(delay / 30));
    }
    delays.add(0, 100, 90);
    assertThat(delays.quantile(0, 0)).as("before its observation").isZero();
    assertThat(delays.count(0)).isEqualTo(1);
  }

  @Test
  void quantilesCountFromBelow() {
    for (int day = 1; day <= 10; day++) {
      delays.add(2, 0, day * DAY);
    }
    assertThat(delays.quantile(2, .5)).isCloseTo(5 * DAY, within(5 * DAY / 30));
    assertThat(delays.quantile(2, .9)).isCloseTo(9 * DAY, within(9 * DAY / 30));
  }
}
