package dev.reinstate;

import static dev.reinstate.compute.Numbers.assertClose;
import static dev.reinstate.compute.Numbers.gaussian;
import static dev.reinstate.compute.Numbers.numericalGradient;
import static dev.reinstate.compute.ReferenceMlp.toDoubles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Pass;
import dev.reinstate.compute.ReferenceMlp;
import dev.reinstate.compute.plain.Mlp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the networks of every provider do; {@link GoldenNumbersTest} holds for all of them too. */
@Tag("device")
class ProviderConformanceTest {

  private static final int[][] SIZES = {{4, 3}, {5, 7, 3}, {3, 6, 5, 4}, {2, 4, 4, 4, 2}};

  private static final MlpShape LARGE =
      new MlpShape(new int[] {784, 256, 64}, Activation.RELU, Output.UNIT, 4);
  private static final MlpShape SMALL =
      new MlpShape(new int[] {25, 64, 32}, Activation.RELU, Output.UNIT);
  private static final MlpShape CODE =
      new MlpShape(new int[] {25, 64, 24}, Activation.TANH, Output.TANH);

  private static final int[] ROWS = {1, 2, 3, 8, 63, 64, 65, 256, 511, 512, 513, 4096};

  static Stream<TestProvider> providers() {
    return TestProvider.all();
  }

  static Stream<Arguments> networks() {
    List<Arguments> networks = new ArrayList<>();
    for (int[] sizes : SIZES) {
      for (Activation hidden : Activation.values()) {
        for (Output output : Output.values()) {
          providers()
              .map(provider -> Arguments.of(provider, new MlpShape(sizes, hidden, output)))
              .forEach(networks::add);
        }
      }
    }
    return networks.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void forwardIsThatOfTheReference(TestProvider provider, MlpShape shape) {
    int rows = 67;
    try (Network network = provider.network(shape, 3)) {
      float[] x = gaussian(new Random(1), rows * network.inputSize());
      double[] inputs = toDoubles(x, 0, x.length);
      assertClose(forward(network, x), reference(shape, parameters(network), inputs), 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void backwardAgreesWithFiniteDifferences(TestProvider provider, MlpShape shape) {
    int rows = 3;
    try (Network network = provider.network(shape, 5)) {
      Random random = new Random(2);
      float[] x = gaussian(random, rows * network.inputSize());
      float[] dOut = gaussian(random, rows * network.outputSize());
      float[] gradient = new float[network.parameterCount()];
      float[] dIn = new float[x.length];
      network.backward(x, rows, dOut, gradient, dIn);

      double[] inputs = toDoubles(x, 0, x.length);
      double[] parameters = parameters(network);
      assertClose(
          gradient,
          numericalGradient(p -> dot(dOut, reference(shape, p, inputs)), parameters),
          1e-5);
      assertClose(
          dIn, numericalGradient(i -> dot(dOut, reference(shape, parameters, i)), inputs), 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void anyNumberOfRowsGivesWhatPlainJavaGives(TestProvider provider) {
    for (MlpShape shape : List.of(LARGE, SMALL, CODE)) {
      Mlp java = Mlp.initialised(shape, 4);
      try (Network network = provider.network(shape, 4)) {
        for (int rows : ROWS) {
          if (shape == LARGE && rows > 8 && rows != 65) {
            continue;
          }
          Batch batch = new Batch(network, rows, rows);
          assertClose(forward(network, batch.x), doubles(forward(java, batch.x)), 1e-5);
          Batch expected = new Batch(java, rows, rows);
          batch.backward(network);
          expected.backward(java);
          assertClose(batch.gradient, doubles(expected.gradient), 1e-4);
          assertClose(batch.dIn, doubles(expected.dIn), 1e-4);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void noRowsAreNoWork(TestProvider provider) {
    try (Network network = provider.network(SMALL, 1)) {
      float[] gradient = SMALL.initialParameters(2);
      network.forward(new float[0], 0, new float[0]);
      network.backward(new float[0], 0, new float[0], gradient, null);
      assertThat(gradient).isEqualTo(SMALL.initialParameters(2));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gradientsAreAddedAndDoNotNeedThoseOfTheInputs(TestProvider provider) {
    try (Network network = provider.network(SMALL, 1)) {
      Batch batch = new Batch(network, 100, 1);
      batch.backward(network);
      float[] onTop = new float[batch.gradient.length];
      Arrays.fill(onTop, 1);
      network.backward(batch.x, batch.rows, batch.dOut, onTop, null);
      double[] expected = doubles(batch.gradient);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += 1;
      }
      assertClose(onTop, expected, 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aRowsBitsDoNotDependOnTheRowsAroundItNorOnItsPlace(TestProvider provider) {
    Random random = new Random(6);
    for (MlpShape shape : List.of(LARGE, SMALL, CODE)) {
      try (Network network = provider.network(shape, 7)) {
        int in = network.inputSize();
        int size = network.outputSize();
        float[] row = gaussian(random, in);
        float[] dOut = gaussian(random, size);
        float[] alone = forward(network, row);
        float[] dInAlone = new float[in];
        float[] ignored = new float[network.parameterCount()];
        network.backward(row, 1, dOut, ignored, dInAlone);
        for (int rows : new int[] {2, 7, 64, 65, 130, 300}) {
          Batch batch = new Batch(network, rows, rows);
          int place = random.nextInt(rows);
          System.arraycopy(row, 0, batch.x, place * in, in);
          System.arraycopy(dOut, 0, batch.dOut, place * size, size);
          float[] out = forward(network, batch.x);
          assertThat(Arrays.copyOfRange(out, place * size, (place + 1) * size))
              .as("row %d of %d", place, rows)
              .isEqualTo(alone);
          batch.backward(network);
          assertThat(Arrays.copyOfRange(batch.dIn, place * in, (place + 1) * in))
              .as("gradient of row %d of %d", place, rows)
              .isEqualTo(dInAlone);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void callsLeaveNothingBehind(TestProvider provider) {
    try (Network network = provider.network(LARGE, 8)) {
      Batch batch = new Batch(network, 100, 1);
      Batch other = new Batch(network, 200, 2);
      float[] out = forward(network, batch.x);
      batch.backward(network);
      other.backward(network);
      Batch again = new Batch(network, 100, 1);
      again.backward(network);
      assertThat(again.gradient).isEqualTo(batch.gradient);
      assertThat(again.dIn).isEqualTo(batch.dIn);
      assertThat(forward(network, batch.x)).isEqualTo(out);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aPassGoesBackAsOftenAsWanted(TestProvider provider) {
    for (MlpShape shape : List.of(SMALL, CODE)) {
      try (Network network = provider.network(shape, 14)) {
        Batch expected = new Batch(network, 70, 1);
        expected.backward(network);
        Batch batch = new Batch(network, 70, 1);
        Pass pass = network.newPass();
        float[] out = new float[70 * network.outputSize()];
        pass.forward(batch.x, 70, out);
        assertThat(out).isEqualTo(forward(network, batch.x));
        for (int time = 0; time < 2; time++) {
          Arrays.fill(batch.gradient, 0);
          pass.backward(batch.dOut, batch.gradient, batch.dIn);
          assertThat(batch.gradient).isEqualTo(expected.gradient);
          assertThat(batch.dIn).isEqualTo(expected.dIn);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void parametersComeBackAsWritten(TestProvider provider) {
    try (Network network = provider.network(LARGE, 9)) {
      float[] x = gaussian(new Random(1), network.inputSize());
      float[] first = forward(network, x);
      float[] written = LARGE.initialParameters(10);
      network.writeParameters(written);
      float[] read = new float[written.length];
      network.readParameters(read);
      assertThat(read).isEqualTo(written);
      assertThat(forward(network, x)).isNotEqualTo(first);
      network.writeParameters(LARGE.initialParameters(9));
      assertThat(forward(network, x)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void networksOfSeveralThreadsDoNotDisturbEachOther(TestProvider provider) throws Exception {
    int threads = 4;
    Batch expected;
    try (Network network = provider.network(LARGE, 11)) {
      expected = new Batch(network, 100, 1);
      expected.backward(network);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Batch>> results = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        results.add(
            pool.submit(
                () -> {
                  try (Network network = provider.network(LARGE, 11)) {
                    Batch batch = new Batch(network, 100, 1);
                    for (int repeat = 0; repeat < 3; repeat++) {
                      Arrays.fill(batch.gradient, 0);
                      batch.backward(network);
                    }
                    return batch;
                  }
                }));
      }
      for (Future<Batch> result : results) {
        assertThat(result.get().gradient).isEqualTo(expected.gradient);
        assertThat(result.get().dIn).isEqualTo(expected.dIn);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aNetworkThatIsOpenedAnewGivesTheSame(TestProvider provider) {
    float[] x = gaussian(new Random(1), 80 * 25);
    float[] first = null;
    for (int time = 0; time < 20; time++) {
      try (Network network = provider.network(SMALL, 12)) {
        float[] out = forward(network, x);
        first = first == null ? out : first;
        assertThat(out).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void librariesServeTwoClassLoaders(TestProvider provider) throws Exception {
    float[] x = gaussian(new Random(1), 25);
    float[] expected;
    try (Network network = provider.network(SMALL, 13)) {
      expected = forward(network, x);
    }
    for (int job = 0; job < 2; job++) {
      try (JobClassLoader loader = new JobClassLoader()) {
        assertThat(loader.forward(provider.engine(), provider.device(), SMALL, 13, x))
            .isEqualTo(expected);
      }
    }
  }

  /** Rows, gradients with respect to what comes of them, and what backward makes of both. */
  private static final class Batch {
    final int rows;
    final float[] x;
    final float[] dOut;
    final float[] gradient;
    final float[] dIn;

    Batch(Network network, int rows, long seed) {
      this.rows = rows;
      Random random = new Random(seed);
      x = gaussian(random, rows * network.inputSize());
      dOut = gaussian(random, rows * network.outputSize());
      gradient = new float[network.parameterCount()];
      dIn = new float[x.length];
    }

    void backward(Network network) {
      network.backward(x, rows, dOut, gradient, dIn);
    }
  }

  private static float[] forward(Network network, float[] x) {
    int rows = x.length / network.inputSize();
    float[] out = new float[rows * network.outputSize()];
    network.forward(x, rows, out);
    return out;
  }

  private static double[] reference(MlpShape shape, double[] parameters, double[] x) {
    int in = shape.sizes()[0];
    int size = shape.sizes()[shape.layers()];
    int rows = x.length / in;
    double[] out = new double[rows * size];
    for (int row = 0; row < rows; row++) {
      double[] of =
          ReferenceMlp.forward(shape, parameters, Arrays.copyOfRange(x, row * in, (row + 1) * in));
      System.arraycopy(of, 0, out, row * size, size);
    }
    return out;
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] parameters(Network network) {
    float[] parameters = new float[network.parameterCount()];
    network.readParameters(parameters);
    return doubles(parameters);
  }

  private static double[] doubles(float[] values) {
    return toDoubles(values, 0, values.length);
  }
}
