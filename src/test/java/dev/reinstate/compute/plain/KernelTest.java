package dev.reinstate.compute.plain;

import static dev.reinstate.compute.Numbers.gaussian;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Pass;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KernelTest {

  private static final int MAX_SIZE = 70;

  @Test
  void vectorsAreUsedWhereTheJvmHasTheirModule() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertThat(Kernel.fastest()).isInstanceOf(module ? VectorKernel.class : ScalarKernel.class);
    assertThat(module).as("the tests' JVM has the module").isTrue();
  }

  @Property(tries = 100, seed = "21")
  void bothKernelsGiveTheSameBits(
      @ForAll @IntRange(min = 1, max = MAX_SIZE) int in,
      @ForAll @IntRange(min = 1, max = MAX_SIZE) int hidden,
      @ForAll @IntRange(min = 1, max = MAX_SIZE) int out,
      @ForAll @IntRange(min = 1, max = 600) int rows,
      @ForAll Activation activation,
      @ForAll Output output) {
    sameBits(new MlpShape(new int[] {in, hidden, out}, activation, output), rows);
  }

  @Property(tries = 100, seed = "22")
  void bothKernelsGiveTheSameBitsForOutputsOfParts(
      @ForAll @IntRange(min = 1, max = 40) int part,
      @ForAll @IntRange(min = 1, max = 6) int parts,
      @ForAll @IntRange(min = 1, max = 300) int rows) {
    MlpShape shape = new MlpShape(new int[] {5, 9, part * parts}, Activation.RELU, Output.UNIT);
    sameBits(shape.withParts(parts), rows);
  }

  @Property(tries = 1000, seed = "23")
  void bothKernelsGiveTheSameBitsOfTanh(@ForAll @Size(64) float[] numbers, @ForAll Random random) {
    float[] values = gaussian(random, 2 * numbers.length);
    values[0] = Float.NaN;
    values[1] = Float.POSITIVE_INFINITY;
    values[2] = Float.NEGATIVE_INFINITY;
    values[3] = -0f;
    System.arraycopy(numbers, 0, values, numbers.length, numbers.length);
    float[] ofVector = values.clone();
    new VectorKernel().tanh(ofVector, 0, values.length);
    new ScalarKernel().tanh(values, 0, values.length);
    assertThat(ofVector).containsExactly(values);
  }

  @Test
  void bothKernelsGiveTheSameBitsForLayersDeeperThanAPanel() {
    sameBits(new MlpShape(new int[] {784, 256, 64}, Activation.RELU, Output.UNIT), 37);
  }

  private static void sameBits(MlpShape shape, int rows) {
    Mlp vector = new Mlp(shape, new VectorKernel());
    Mlp scalar = new Mlp(shape, new ScalarKernel());
    vector.writeParameters(shape.initialParameters(rows));
    scalar.writeParameters(shape.initialParameters(rows));
    Random random = new Random(rows);
    float[] x = gaussian(random, rows * vector.inputSize());
    float[] dOut = gaussian(random, rows * vector.outputSize());
    float[] start = gaussian(random, vector.parameterCount());
    Results ofVector = Results.of(vector, x, rows, dOut, start.clone());
    Results ofScalar = Results.of(scalar, x, rows, dOut, start.clone());
    assertThat(ofVector.out).containsExactly(ofScalar.out);
    assertThat(ofVector.gradient).containsExactly(ofScalar.gradient);
    assertThat(ofVector.dIn).containsExactly(ofScalar.dIn);
  }

  private record Results(float[] out, float[] gradient, float[] dIn) {

    private static Results of(Mlp mlp, float[] x, int rows, float[] dOut, float[] gradient) {
      float[] out = new float[rows * mlp.outputSize()];
      float[] dIn = new float[x.length];
      mlp.forward(x, rows, out);
      float[] again = new float[out.length];
      Pass pass = mlp.newPass();
      pass.forward(x, rows, again);
      assertThat(again).containsExactly(out);
      pass.backward(dOut, gradient, dIn);
      return new Results(out, gradient, dIn);
    }
  }
}
