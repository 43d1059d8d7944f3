package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdaGradTest {

  private final AdaGrad optimiser = new AdaGrad(0.1);
  private final float[] parameters = {1, 1};
  private final float[] seen = new float[2];

  private void step(float... gradient) {
    optimiser.step(1, parameters, gradient, new float[2], seen, 0, 2);
  }

  @Test
  void theFirstStepIsAsLongAsItSays() {
    step(5, -0.001f);
    assertThat(parameters[0]).isCloseTo(0.9f, within(1e-5f));
    assertThat(parameters[1]).isCloseTo(1.1f, within(1e-4f));
  }

  @Test
  void stepsBecomeShorter() {
    for (int i = 0; i < 99; i++) {
      step(1, 0);
    }
    float before = parameters[0];
    step(1, 0);
    assertThat(before - parameters[0]).isCloseTo(0.01f, within(1e-3f));
    assertThat(parameters[1]).isEqualTo(1);
  }

  /** What was seen fades, so that a step is never shorter than a hundredth. */
  @Test
  void stepsDoNotEnd() {
    for (int i = 0; i < 5 * AdaGrad.MEMORY; i++) {
      step(1, 1);
    }
    float before = parameters[0];
    step(1, 1);
    assertThat(before - parameters[0]).isBetween(0.0009f, 0.0011f);
  }
}
