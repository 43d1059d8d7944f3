package dev.reinstate.bench;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.Pass;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An embedding network, forward and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ComputeBenchmark {

  static final MlpShape EMBEDDING =
      new MlpShape(new int[] {784, 256, 64}, Activation.RELU, Output.UNIT);

  @Param private Engine engine;

  @Param({"auto"})
  private String device;

  @Param({"1", "8", "32", "256", "2048"})
  private int batch;

  private Network network;
  private Pass pass;
  private float[] x;
  private float[] out;
  private float[] dOut;
  private float[] gradient;

  static NetworkProvider provider(Engine engine, String device) {
    return NetworkProvider.of(new ComputeSettings(engine, Device.parse(device).orElseThrow(), 1));
  }

  @Setup
  public void prepare() {
    network = provider(engine, device).mlp(EMBEDDING);
    network.writeParameters(EMBEDDING.initialParameters(1));
    pass = network.newPass();
    Random random = new Random(1);
    x = uniform(random, batch * network.inputSize());
    out = new float[batch * network.outputSize()];
    dOut = uniform(random, out.length);
    gradient = new float[network.parameterCount()];
  }

  static float[] uniform(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  @TearDown
  public void close() {
    network.close();
  }

  @Benchmark
  public float[] forward() {
    network.forward(x, batch, out);
    return out;
  }

  @Benchmark
  public float[] forwardBackward() {
    pass.forward(x, batch, out);
    pass.backward(dOut, gradient, null);
    return gradient;
  }
}
