package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest {

  private static final Offset<Float> TOLERANCE = Offset.offset(1e-6f);

  private final Adam adam = new Adam(0.1);
  private final float[] parameters = {1, -2, 3};
  private final float[] first = new float[3];
  private final float[] second = new float[3];

  @Test
  void theFirstStepIsTheLearningRateInTheGradientsDirection() {
    adam.step(1, parameters, new float[] {0.5f, -4, 0}, first, second);
    assertThat(parameters[0]).isCloseTo(0.9f, TOLERANCE);
    assertThat(parameters[1]).isCloseTo(-1.9f, TOLERANCE);
    assertThat(parameters[2]).isEqualTo(3);
    assertThat(first[0]).isCloseTo(0.05f, TOLERANCE);
    assertThat(second[0]).isCloseTo(0.00025f, TOLERANCE);
  }

  @Test
  void theSecondStepIsAsComputedByHand() {
    adam.step(1, parameters, new float[] {1, 1, 1}, first, second);
    adam.step(2, parameters, new float[] {-1, 0, 1}, first, second);
    // m = .9·.1 − .1 = −.01, m/(1 − .81) = −.0526316; v = .001999, v/(1 − .998001) = 1
    assertThat(parameters[0]).isCloseTo(0.9f + 0.1f * 0.0526316f, TOLERANCE);
    // m = .09, m/.19 = .4736842; v = .000999, v/.001999 = .4997499, root .7069299
    assertThat(parameters[1]).isCloseTo(-2.1f - 0.1f * 0.4736842f / 0.7069299f, TOLERANCE);
    assertThat(parameters[2]).isCloseTo(2.8f, TOLERANCE);
  }
}
