package dev.reinstate.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Optimiser;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrainedNetworkTest {

  private static final Offset<Float> EXACT = Offset.offset(1e-6f);

  private final TrainedNetwork network = new TrainedNetwork(new float[] {1, 1}, 2);

  /** Makes a step of plain gradient descent, by 1. */
  private boolean step(GradientSum sum) {
    return network.step(Optimiser.Kind.SGD.withRate(1), sum);
  }

  @Test
  void aLongGradientIsScaledDownToTheClipNorm() {
    // the mean of two is (3, 4), of length 5; 2/5 of it is left
    assertThat(step(new GradientSum(new float[] {6, 8}, 2))).isTrue();

    assertThat(network.parameters()[0]).isCloseTo(1 - 1.2f, EXACT);
    assertThat(network.parameters()[1]).isCloseTo(1 - 1.6f, EXACT);
  }

  @Test
  void aShortGradientIsLeftAsItIs() {
    // the sum is longer than the clip norm, the mean is not
    assertThat(step(new GradientSum(new float[] {2.4f, 3.2f}, 4))).isTrue();

    assertThat(network.parameters()[0]).isCloseTo(1 - 0.6f, EXACT);
    assertThat(network.parameters()[1]).isCloseTo(1 - 0.8f, EXACT);
  }

  @Test
  void aGradientThatIsNotFiniteChangesNothing() {
    assertThat(step(new GradientSum(new float[] {Float.NaN, 0}, 1))).isFalse();

    assertThat(network.parameters()).containsExactly(1, 1);
    assertThat(network.version()).isZero();
  }

  @Test
  void eachPartOfTheParametersHasItsRate() {
    Optimiser split =
        new SplitOptimiser(
            Optimiser.Kind.SGD.withRate(1),
            1,
            Optimiser.Kind.SGD.withRate(0.25),
            2,
            Optimiser.Kind.SGD.withRate(0.5),
            3,
            Optimiser.Kind.SGD.withRate(2));
    TrainedNetwork four = new TrainedNetwork(new float[] {1, 1, 1, 1}, 1);
    four.step(split, new GradientSum(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 1));

    assertThat(four.parameters()[0]).isCloseTo(1 - 0.5f, EXACT);
    assertThat(four.parameters()[1]).isCloseTo(1 - 0.125f, EXACT);
    assertThat(four.parameters()[2]).isCloseTo(1 - 0.25f, EXACT);
    assertThat(four.parameters()[3]).isCloseTo(0, EXACT);
  }
}
