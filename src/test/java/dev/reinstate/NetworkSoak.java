package dev.reinstate;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Numbers;
import dev.reinstate.compute.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * A process that computes one network again and again, makes and closes others in between, and
 * prints how many KiB it has resident, ten times as it goes. With a heap of fixed size that is
 * touched from the start, what grows is outside the heap.
 *
 * <p>For a soak of hours, give it more rounds: some 1,000 are a second.
 */
public final class NetworkSoak {

  private static final MlpShape SHAPE =
      new MlpShape(new int[] {784, 256, 64}, Activation.RELU, Output.UNIT, 4);
  private static final int ROWS = 96;
  private static final int ROUNDS_A_NETWORK = 100;

  private NetworkSoak() {}

  /**
   * @param arguments the engine, and how many rounds
   */
  public static void main(String[] arguments) throws IOException {
    TestProvider provider = new TestProvider(Engine.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
    long rounds = Long.parseLong(arguments[1]);
    Random random = new Random(1);
    float[] x = Numbers.gaussian(random, ROWS * 784);
    float[] dOut = Numbers.gaussian(random, ROWS * 64);
    float[] out = new float[ROWS * 64];
    float[] gradient = new float[SHAPE.parameterCount()];
    float[] parameters = new float[SHAPE.parameterCount()];
    try (Network network = provider.network(SHAPE, 1)) {
      Pass pass = network.newPass();
      for (long round = 0; round < rounds; round++) {
        int rows = 1 + (int) (round % ROWS);
        pass.forward(x, rows, out);
        pass.backward(dOut, gradient, null);
        network.readParameters(parameters);
        network.writeParameters(parameters);
        if (round % ROUNDS_A_NETWORK == 0) {
          provider.network(SHAPE, round).close();
        }
        if ((round + 1) % (rounds / 10) == 0) {
          System.out.println(residentKib());
        }
      }
    }
  }

  private static long residentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
