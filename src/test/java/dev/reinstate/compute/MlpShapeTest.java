package dev.reinstate.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reinstate.compute.MlpShape.Output;
import org.junit.jupiter.api.Test;

class MlpShapeTest {

  @Test
  void hiddenLayersLieBetweenInputAndOutput() {
    MlpShape shape = MlpShape.of(5, new int[] {4, 3}, 2, Activation.TANH, Output.TANH);
    assertThat(shape.sizes()).containsExactly(5, 4, 3, 2);
    assertThat(shape.layers()).isEqualTo(3);
    assertThat(shape.parameterCount()).isEqualTo(4 * 6 + 3 * 5 + 2 * 4);
  }

  @Test
  void aNetworkWithoutHiddenLayersIsAllowed() {
    MlpShape shape = MlpShape.of(5, new int[0], 2, Activation.RELU, Output.LINEAR);
    assertThat(shape.parameterCount()).isEqualTo(12);
  }

  @Test
  void refusesSizesThatMakeNoNetwork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MlpShape(new int[] {3}, Activation.RELU, Output.LINEAR))
        .withMessageContaining("[3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MlpShape.of(3, new int[] {0}, 2, Activation.RELU, Output.LINEAR))
        .withMessageContaining("[3, 0, 2]");
  }

  @Test
  void refusesMoreParametersThanAnArrayHolds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MlpShape.of(65535, new int[0], 65535, Activation.RELU, Output.LINEAR))
        .withMessageContaining("parameters");
  }

  @Test
  void initialParametersFollowFromTheSeedAndTheLayersInputs() {
    MlpShape shape = MlpShape.of(16, new int[] {4}, 2, Activation.RELU, Output.LINEAR);
    float[] parameters = shape.initialParameters(1);
    assertThat(parameters)
        .containsExactly(shape.initialParameters(1))
        .isNotEqualTo(shape.initialParameters(2));
    for (int i = 0; i < parameters.length; i++) {
      assertThat(Math.abs(parameters[i])).isLessThanOrEqualTo(i < 4 * 17 ? 0.25f : 0.5f);
    }
  }
}
