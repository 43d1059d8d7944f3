package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SgdTest {

  private static final Offset<Float> TOLERANCE = Offset.offset(1e-6f);

  @Test
  void momentumAddsUp() {
    Optimiser sgd = Optimiser.Kind.SGD.withRate(0.1);
    float[] parameters = {1, -2};
    float[] first = new float[2];
    float[] second = new float[2];
    sgd.step(1, parameters, new float[] {0.5f, -4}, first, second);
    assertThat(parameters[0]).isCloseTo(0.95f, TOLERANCE);
    assertThat(parameters[1]).isCloseTo(-1.6f, TOLERANCE);

    sgd.step(2, parameters, new float[] {0, 1}, first, second);
    // v = .9·.5 = .45; v = .9·(−4) + 1 = −2.6
    assertThat(parameters[0]).isCloseTo(0.905f, TOLERANCE);
    assertThat(parameters[1]).isCloseTo(-1.34f, TOLERANCE);
    assertThat(second).containsOnly(0);
  }
}
