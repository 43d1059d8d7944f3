package dev.reinstate;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;

/** Computes in whatever class loader it is loaded by; only types of the JDK go in and out. */
public final class ForwardInJob {

  private ForwardInJob() {}

  public static float[] forward(
      String engine,
      String device,
      int[] sizes,
      String hidden,
      String output,
      long seed,
      float[] x) {
    MlpShape shape = new MlpShape(sizes, Activation.valueOf(hidden), Output.valueOf(output));
    NetworkProvider provider =
        NetworkProvider.of(
            new ComputeSettings(Engine.valueOf(engine), Device.parse(device).orElseThrow(), 1));
    try (Network network = provider.mlp(shape)) {
      network.writeParameters(shape.initialParameters(seed));
      int rows = x.length / network.inputSize();
      float[] out = new float[rows * network.outputSize()];
      network.forward(x, rows, out);
      return out;
    }
  }
}
