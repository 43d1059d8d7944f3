package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackingAdaGradTest {

  private static final float RATE = 0.1f;

  /** Mean distance of a parameter from what its noisy gradient leads to, over the later half. */
  private static double distance(Optimiser optimiser, int steps, double drift) {
    Random random = new Random(71);
    float[] parameter = {0};
    float[] first = {0};
    float[] second = {0};
    double optimum = 0;
    double sum = 0;
    for (int step = 1; step <= steps; step++) {
      optimum += drift;
      float gradient = (float) (parameter[0] - optimum + random.nextGaussian());
      optimiser.step(step, parameter, new float[] {gradient}, first, second, 0, 1);
      sum += 2 * step > steps ? Math.abs(parameter[0] - optimum) : 0;
    }
    return 2 * sum / steps;
  }

  @Test
  void theFirstStepIsAsLongAsItSays() {
    float[] parameters = {1, 1};
    new TrackingAdaGrad(RATE)
        .step(1, parameters, new float[] {5, 0}, new float[2], new float[2], 0, 2);
    assertThat(parameters[0]).isCloseTo(1 - RATE, within(1e-5f));
    assertThat(parameters[1]).isEqualTo(1);
  }

  @Test
  void followsWhatMoves() {
    double tracking = distance(new TrackingAdaGrad(RATE), 10_000, 0.01);
    double plain = distance(new AdaGrad(RATE), 10_000, 0.01);
    assertThat(tracking).isLessThan(plain / 5);
    assertThat(tracking).isLessThan(1);
  }

  @Test
  void isAboutAsSteadyAsAdaGradWhereNothingMoves() {
    double tracking = distance(new TrackingAdaGrad(RATE), 10_000, 0);
    double plain = distance(new AdaGrad(RATE), 10_000, 0);
    assertThat(tracking).isLessThan(3 * plain);
  }

  @Test
  void aLongRunOfEqualGradientsLengthensStepsOnlySoFar() {
    float[] parameter = {0};
    float[] first = {0};
    float[] second = {0};
    Optimiser optimiser = new TrackingAdaGrad(RATE);
    for (int step = 1; step <= 400; step++) {
      float before = parameter[0];
      optimiser.step(step, parameter, new float[] {1}, first, second, 0, 1);
      float plain = RATE / (float) Math.sqrt(step);
      assertThat(before - parameter[0])
          .isBetween(0.99f * plain, 1.05f * plain * TrackingAdaGrad.MAX_GAIN);
    }
  }
}
