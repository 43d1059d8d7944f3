package dev.reinstate.compute;

import static dev.reinstate.compute.Numbers.assertClose;
import static dev.reinstate.compute.Numbers.gaussian;
import static dev.reinstate.compute.Numbers.numericalGradient;
import static dev.reinstate.compute.ReferenceMlp.toDoubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.plain.Mlp;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AutoencoderTest {

  private static final int SIZE = 5;
  private static final int CODE = 3;
  private static final MlpShape ENCODER =
      MlpShape.of(SIZE, new int[] {4}, CODE, Activation.RELU, Output.TANH);
  private static final MlpShape DECODER =
      MlpShape.of(CODE, new int[] {4}, SIZE, Activation.RELU, Output.LINEAR);

  private final Autoencoder autoencoder =
      new Autoencoder(Mlp.initialised(ENCODER, 1), Mlp.initialised(DECODER, 2));

  @Test
  void theGradientAgreesWithFiniteDifferences() {
    int rows = 4;
    float[] x = gaussian(new Random(1), rows * SIZE);
    float[] gradient = new float[autoencoder.parameterCount()];
    double[] errors = new double[rows];
    autoencoder.addGradient(x, rows, gradient, errors);

    double[] parameters = parameters();
    assertClose(gradient, numericalGradient(p -> meanErrors(p, x, rows), parameters), 1e-5);
    assertThat(Arrays.stream(errors).sum() / SIZE)
        .isCloseTo(meanErrors(parameters, x, rows), Offset.offset(1e-5));
  }

  /** For each row the mean over its entries of the squared error; summed over rows. */
  private static double meanErrors(double[] parameters, float[] x, int rows) {
    int encoders = ENCODER.parameterCount();
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double[] observation = toDoubles(x, row * SIZE, SIZE);
      double[] code =
          ReferenceMlp.forward(ENCODER, Arrays.copyOf(parameters, encoders), observation);
      double[] restored =
          ReferenceMlp.forward(
              DECODER, Arrays.copyOfRange(parameters, encoders, parameters.length), code);
      for (int i = 0; i < SIZE; i++) {
        sum += (restored[i] - observation[i]) * (restored[i] - observation[i]) / SIZE;
      }
    }
    return sum;
  }

  @Test
  void theGradientSumsBitsDoNotDependOnHowRowsAreSplitOverCalls() {
    float[] x = gaussian(new Random(2), 7 * SIZE);
    float[] together = new float[autoencoder.parameterCount()];
    autoencoder.addGradient(x, 7, together, new double[7]);
    float[] oneByOne = new float[autoencoder.parameterCount()];
    for (int row = 0; row < 7; row++) {
      float[] alone = Arrays.copyOfRange(x, row * SIZE, (row + 1) * SIZE);
      autoencoder.addGradient(alone, 1, oneByOne, new double[1]);
    }
    assertThat(oneByOne).containsExactly(together);
  }

  @Test
  void parametersComeBackAsWrittenAndAreUsed() {
    float[] parameters = gaussian(new Random(3), autoencoder.parameterCount());
    autoencoder.writeParameters(parameters);
    float[] back = new float[parameters.length];
    autoencoder.readParameters(back);
    assertThat(back).containsExactly(parameters);

    float[] x = gaussian(new Random(4), SIZE);
    float[] code = new float[CODE];
    autoencoder.encode(x, 1, code);
    float[] restored = new float[SIZE];
    autoencoder.decode(code, 1, restored);
    double[] expectedCode =
        ReferenceMlp.forward(
            ENCODER, toDoubles(parameters, 0, ENCODER.parameterCount()), toDoubles(x, 0, SIZE));
    assertClose(code, expectedCode, 1e-5);
    assertClose(
        restored,
        ReferenceMlp.forward(
            DECODER,
            toDoubles(parameters, ENCODER.parameterCount(), DECODER.parameterCount()),
            expectedCode),
        1e-5);
  }

  @Test
  void refusesADecoderThatDoesNotUndoTheEncoder() {
    Mlp encoder = Mlp.initialised(ENCODER, 1);
    MlpShape other = MlpShape.of(CODE + 1, new int[] {4}, SIZE, Activation.RELU, Output.LINEAR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Autoencoder(encoder, Mlp.initialised(other, 1)))
        .withMessageContaining("encoder 5 -> 3, decoder 4 -> 5");
  }

  private double[] parameters() {
    float[] parameters = new float[autoencoder.parameterCount()];
    autoencoder.readParameters(parameters);
    return toDoubles(parameters, 0, parameters.length);
  }
}
