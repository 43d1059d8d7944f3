package dev.reinstate.compute.torch;

import static dev.reinstate.compute.Numbers.gaussian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.FileNetwork;
import dev.reinstate.compute.NetworkFile;
import dev.reinstate.compute.NetworkProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that examples/fashion_networks.py has made in Python. */
class ScriptNetworkTest {

  private static final int IMAGE = 784;
  private static final int SIZE = 32;
  private static final Path FOLDER = Path.of("src/test/resources/torchscript");

  private final NetworkProvider torch =
      NetworkProvider.of(new ComputeSettings(Engine.TORCH, Device.CPU, 1));

  private static NetworkFile file(String name) {
    return NetworkFile.read("network.embedding.file", FOLDER.resolve(name).toString());
  }

  private FileNetwork embedding() {
    return torch.script(file("embedding.pt"), IMAGE, SIZE, 4);
  }

  private static float[] forward(FileNetwork network, float[] x, int rows) {
    float[] out = new float[rows * network.outputSize()];
    network.forward(x, rows, out);
    return out;
  }

  @Test
  void outputsAreMadeUnitInEqualParts() {
    try (FileNetwork network = embedding()) {
      float[] out = forward(network, gaussian(new Random(1), IMAGE), 1);
      for (int part = 0; part < SIZE; part += SIZE / 4) {
        double squares = 0;
        for (int i = part; i < part + SIZE / 4; i++) {
          squares += out[i] * out[i];
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    try (FileNetwork network = embedding()) {
      Random random = new Random(2);
      int rows = 3;
      float[] x = gaussian(random, rows * IMAGE);
      float[] dOut = gaussian(random, rows * SIZE);
      float[] gradient = new float[network.parameterCount()];
      network.backward(x, rows, dOut, gradient, null);

      float[] parameters = new float[gradient.length];
      network.readParameters(parameters);
      float[] direction = gaussian(random, gradient.length);
      double expected = dot(gradient, direction);
      double step = 1e-3;
      double above = dot(dOut, forward(moved(network, parameters, direction, step), x, rows));
      double below = dot(dOut, forward(moved(network, parameters, direction, -step), x, rows));
      assertThat((above - below) / (2 * step))
          .isCloseTo(expected, within(0.01 * norm(gradient) * norm(direction) / 10));
      assertThat(Math.abs(expected)).isGreaterThan(0);
    }
  }

  private static FileNetwork moved(
      FileNetwork network, float[] parameters, float[] direction, double step) {
    float[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    network.writeParameters(moved);
    return network;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double norm(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  @Test
  void aRowsBitsDoNotDependOnTheRowsAroundIt() {
    try (FileNetwork network = embedding()) {
      float[] x = gaussian(new Random(3), 70 * IMAGE);
      float[] together = forward(network, x, 70);
      for (int row : new int[] {0, 13, 69}) {
        float[] alone = forward(network, Arrays.copyOfRange(x, row * IMAGE, (row + 1) * IMAGE), 1);
        assertThat(Arrays.copyOfRange(together, row * SIZE, (row + 1) * SIZE)).isEqualTo(alone);
      }
    }
  }

  @Test
  void whatIsSavedIsLoadedWithWhatWasLearned(@TempDir Path folder) throws Exception {
    float[] x = gaussian(new Random(4), IMAGE);
    float[] expected;
    float[] learned;
    Path saved = folder.resolve("saved.pt");
    try (FileNetwork network = embedding()) {
      learned = gaussian(new Random(5), network.parameterCount());
      network.writeParameters(learned);
      expected = forward(network, x, 1);
      network.save(saved);
    }
    try (FileNetwork again =
        torch.script(
            NetworkFile.read("network.embedding.file", saved.toString()), IMAGE, SIZE, 4)) {
      float[] parameters = new float[learned.length];
      again.readParameters(parameters);
      assertThat(parameters).isEqualTo(learned);
      assertThat(forward(again, x, 1)).isEqualTo(expected);
    }
    assertThat(Files.size(saved)).isLessThan(2 * Files.size(FOLDER.resolve("embedding.pt")));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> file("nothing.pt"))
        .withMessageContaining("network.embedding.file: the file ")
        .withMessageContaining("nothing.pt cannot be read")
        .withMessageContaining("expected a network saved as TorchScript");
  }

  @Test
  void aFileOfAnotherKindIsRefused() {
    NetworkFile other = new NetworkFile("network.encoder.file", "x.pt", new byte[] {1, 2, 3});
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> torch.script(other, IMAGE, SIZE, 0))
        .withMessage(
            "network.encoder.file: x.pt is no TorchScript that PyTorch can load; save it with"
                + " torch.jit.save");
  }

  @Test
  void wrongSizesAreRefused() {
    NetworkFile file = file("embedding.pt");
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> torch.script(file, IMAGE, 16, 0))
        .withMessageEndingWith(
            "gives 2 × 32 for 2 rows; expected rows of 784 numbers to give rows of 16");
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> torch.script(file, 25, SIZE, 0))
        .withMessageEndingWith(
            "fails on rows of 25 numbers; expected rows of 25 numbers to give rows of 32");
  }

  @Test
  void otherProvidersRunNoFiles() {
    NetworkProvider java = NetworkProvider.of(ComputeSettings.JAVA);
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(() -> java.script(file("embedding.pt"), IMAGE, SIZE, 0))
        .withMessage("network.embedding.file: networks from files need compute.provider torch");
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    int devices = org.bytedeco.pytorch.global.torch.cuda_device_count();
    assertThatExceptionOfType(ComputeException.class)
        .isThrownBy(
            () -> NetworkProvider.of(new ComputeSettings(Engine.TORCH, Device.cuda(devices), 1)))
        .withMessageStartingWith("compute.device cuda:" + devices + ": PyTorch finds ");
  }
}
