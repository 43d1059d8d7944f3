package dev.reinstate.compute.plain;

import static dev.reinstate.compute.Numbers.assertClose;
import static dev.reinstate.compute.Numbers.gaussian;
import static dev.reinstate.compute.Numbers.numericalGradient;
import static dev.reinstate.compute.ReferenceMlp.toDoubles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.ReferenceMlp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlpTest {

  private static final int[][] SIZES = {{4, 3}, {5, 7, 3}, {3, 6, 5, 4}, {2, 4, 4, 4, 2}};

  static Stream<MlpShape> shapes() {
    List<MlpShape> shapes = new ArrayList<>();
    for (int[] sizes : SIZES) {
      for (Activation hidden : Activation.values()) {
        for (Output output : Output.values()) {
          shapes.add(new MlpShape(sizes, hidden, output));
        }
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void forwardIsThatOfTheReference(MlpShape shape) {
    Mlp mlp = Mlp.initialised(shape, 3);
    int rows = 5;
    float[] x = gaussian(new Random(1), rows * mlp.inputSize());
    float[] out = new float[rows * mlp.outputSize()];
    mlp.forward(x, rows, out);
    for (int row = 0; row < rows; row++) {
      int from = row * mlp.outputSize();
      assertClose(
          Arrays.copyOfRange(out, from, from + mlp.outputSize()),
          ReferenceMlp.forward(
              shape, parameters(mlp), toDoubles(x, row * mlp.inputSize(), mlp.inputSize())),
          1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void backwardAgreesWithFiniteDifferences(MlpShape shape) {
    Mlp mlp = Mlp.initialised(shape, 5);
    Random random = new Random(2);
    int rows = 3;
    int in = mlp.inputSize();
    float[] x = gaussian(random, rows * in);
    float[] dOut = gaussian(random, rows * mlp.outputSize());
    float[] gradient = new float[mlp.parameterCount()];
    float[] dIn = new float[x.length];
    mlp.backward(x, rows, dOut, gradient, dIn);

    double[] inputs = toDoubles(x, 0, x.length);
    assertClose(
        gradient,
        numericalGradient(p -> loss(shape, p, inputs, rows, dOut), parameters(mlp)),
        1e-5);
    assertClose(
        dIn, numericalGradient(i -> loss(shape, parameters(mlp), i, rows, dOut), inputs), 1e-5);
  }

  /** Σ dOut · f(x), whose gradient with respect to f(x) is dOut. */
  private static double loss(
      MlpShape shape, double[] parameters, double[] x, int rows, float[] dOut) {
    double sum = 0;
    int in = x.length / rows;
    for (int row = 0; row < rows; row++) {
      double[] out =
          ReferenceMlp.forward(shape, parameters, Arrays.copyOfRange(x, row * in, row * in + in));
      for (int o = 0; o < out.length; o++) {
        sum += dOut[row * out.length + o] * out[o];
      }
    }
    return sum;
  }

  @Test
  void backwardAddsToTheSumAndWithoutInputGradientsGivesTheSame() {
    Mlp mlp = Mlp.initialised(new MlpShape(SIZES[2], Activation.RELU, Output.UNIT), 7);
    Random random = new Random(3);
    float[] x = gaussian(random, 2 * mlp.inputSize());
    float[] dOut = gaussian(random, 2 * mlp.outputSize());
    float[] once = new float[mlp.parameterCount()];
    mlp.backward(x, 2, dOut, once, new float[x.length]);
    float[] onTop = new float[mlp.parameterCount()];
    Arrays.fill(onTop, 1);
    mlp.backward(x, 2, dOut, onTop, null);
    for (int i = 0; i < once.length; i++) {
      assertThat(onTop[i] - 1).isCloseTo(once[i], org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  @Property(tries = 60, seed = "11")
  void aRowsBitsDoNotDependOnTheRowsAroundIt(
      @ForAll @IntRange(min = 0, max = 11) int shapeNumber,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(max = 1000) int seed) {
    Mlp mlp = Mlp.initialised(shapes().toList().get(shapeNumber), seed);
    Random random = new Random(seed);
    int in = mlp.inputSize();
    int size = mlp.outputSize();
    float[] x = gaussian(random, rows * in);
    float[] together = new float[rows * size];
    mlp.forward(x, rows, together);
    int row = random.nextInt(rows);
    float[] alone = new float[size];
    mlp.forward(Arrays.copyOfRange(x, row * in, row * in + in), 1, alone);
    assertThat(alone).containsExactly(Arrays.copyOfRange(together, row * size, (row + 1) * size));
  }

  @Property(tries = 60, seed = "12")
  void theGradientSumsBitsDoNotDependOnHowRowsAreSplitOverCalls(
      @ForAll @IntRange(min = 0, max = 11) int shapeNumber,
      @ForAll @IntRange(min = 2, max = 40) int rows,
      @ForAll @IntRange(max = 1000) int seed) {
    Mlp mlp = Mlp.initialised(shapes().toList().get(shapeNumber), seed);
    Random random = new Random(seed);
    int in = mlp.inputSize();
    int size = mlp.outputSize();
    float[] x = gaussian(random, rows * in);
    float[] dOut = gaussian(random, rows * size);
    float[] sum = new float[mlp.parameterCount()];
    float[] dIn = new float[x.length];
    mlp.backward(x, rows, dOut, sum, dIn);

    int cut = 1 + random.nextInt(rows - 1);
    float[] inTwo = new float[mlp.parameterCount()];
    float[] first = new float[cut * in];
    mlp.backward(x, cut, dOut, inTwo, first);
    mlp.backward(
        Arrays.copyOfRange(x, cut * in, rows * in),
        rows - cut,
        Arrays.copyOfRange(dOut, cut * size, rows * size),
        inTwo,
        null);
    assertThat(inTwo).containsExactly(sum);
    assertThat(first).containsExactly(Arrays.copyOf(dIn, cut * in));
  }

  @Test
  void unitOutputsHaveLengthOne() {
    Mlp mlp = Mlp.initialised(new MlpShape(SIZES[1], Activation.RELU, Output.UNIT), 1);
    float[] out = new float[mlp.outputSize()];
    mlp.forward(gaussian(new Random(4), mlp.inputSize()), 1, out);
    double length = 0;
    for (float value : out) {
      length += value * value;
    }
    assertThat(length).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void aZeroOutputIsNotDividedByItsLength() {
    Mlp mlp = new Mlp(new MlpShape(new int[] {2, 3}, Activation.RELU, Output.UNIT));
    float[] out = new float[3];
    mlp.forward(new float[] {1, 1}, 1, out);
    assertThat(out).containsExactly(0, 0, 0);
  }

  @Test
  void parametersComeBackAsWritten() {
    Mlp mlp = new Mlp(new MlpShape(SIZES[3], Activation.TANH, Output.LINEAR));
    float[] parameters = gaussian(new Random(5), mlp.parameterCount());
    mlp.writeParameters(parameters);
    float[] back = new float[parameters.length];
    mlp.readParameters(back);
    assertThat(back).containsExactly(parameters);
  }

  private static double[] parameters(Mlp mlp) {
    float[] parameters = new float[mlp.parameterCount()];
    mlp.readParameters(parameters);
    return toDoubles(parameters, 0, parameters.length);
  }
}
