package dev.reinstate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.credit.outcome.Target;
import dev.reinstate.learner.TestSettings;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackScaleTest {

  private final Random random = new Random(4);

  private static FeedbackScale scale(Target target) {
    TestSettings settings = new TestSettings();
    settings.target = target;
    settings.batch = 1;
    return new FeedbackScale(settings.build());
  }

  @Test
  void aTargetCountsAsNoMoreThan32TimesWhatOthersAre() {
    FeedbackScale scale = scale(Target.VALUE);
    for (int i = 0; i < 2_000; i++) {
      double target = random.nextGaussian();
      assertThat(scale.value(target)).isEqualTo(target);
    }
    assertThat(scale.value(1e15)).isCloseTo(32, Offset.offset(2.0));
    assertThat(scale.value(-1e15)).isBetween(-45.0, -30.0);
    assertThat(scale.value(10)).isEqualTo(10);
  }

  @Test
  void rareTargetsAmongZerosAreNoExtremes() {
    FeedbackScale scale = scale(Target.REWARD);
    for (int i = 0; i < 300_000; i++) {
      double target = i % 20_000 == 7 ? 100 : 0;
      assertThat(scale.value(target)).isEqualTo(target);
    }
    for (int i = 0; i < FIRST; i++) {
      assertThat(scale.value(100)).isEqualTo(100);
    }
  }

  private static final int FIRST = RobustScale.FIRST;

  @Test
  void aClassIsWhatItIs() {
    FeedbackScale scale = scale(Target.CLASS);
    for (int i = 0; i < 100; i++) {
      assertThat(scale.value(i == 99 ? 1_000 : i % 2)).isEqualTo(i == 99 ? 1_000 : i % 2);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e6, 1e30, 1e300, Double.POSITIVE_INFINITY, Double.NaN})
  void aGradientFarBeyondOthersIsExtreme(double squaredNorm) {
    FeedbackScale scale = scale(Target.CLASS);
    for (int i = 0; i < 1_000; i++) {
      scale.add(random.nextDouble());
    }
    assertThat(scale.isExtreme(squaredNorm)).isTrue();
    scale.add(squaredNorm);
    assertThat(scale.isExtreme(squaredNorm)).isTrue();
    assertThat(scale.isExtreme(1_000)).isFalse();
  }

  @Test
  void aGradientNoLongerThanAStepMayBeIsNeverExtreme() {
    FeedbackScale scale = scale(Target.CLASS);
    for (int i = 0; i < 1_000; i++) {
      scale.add(1e-20);
    }
    assertThat(scale.isExtreme(1)).isFalse();
    assertThat(scale.isExtreme(1.01)).isTrue();
  }

  @Test
  void rareGradientsInTheScaleOfTheTargetsAreNoExtremes() {
    FeedbackScale scale = scale(Target.VALUE);
    for (int i = 0; i < FIRST; i++) {
      scale.value(100);
    }
    for (int i = 0; i < 50_000; i++) {
      double squaredNorm = i % 10_000 == 3 ? 1e4 : 1e-6;
      assertThat(scale.isExtreme(squaredNorm)).isFalse();
      scale.add(squaredNorm);
    }
    assertThat(scale.isExtreme(1e12)).isTrue();
  }

  @Test
  void theFirstTellHowLargeTheyAre() {
    FeedbackScale scale = scale(Target.VALUE);
    for (int i = 0; i < FIRST; i++) {
      assertThat(scale.isExtreme(i == 5 ? 1e30 : 4)).isFalse();
      scale.add(i == 5 ? 1e30 : 4);
    }
    assertThat(scale.isExtreme(1e30)).isTrue();
    assertThat(scale.isExtreme(4)).isFalse();
  }
}
