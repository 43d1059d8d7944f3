package dev.reinstate;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * An engine that tests run on, with one native thread. {@code -Dreinstate.device=cuda} puts torch
 * on a CUDA device, {@code -Dreinstate.device.nd4j=cuda} a CUDA back end of ND4J.
 */
record TestProvider(Engine engine) {

  static Stream<TestProvider> all() {
    return Arrays.stream(Engine.values()).map(TestProvider::new);
  }

  NetworkProvider open() {
    return NetworkProvider.of(new ComputeSettings(engine, device(), 1));
  }

  Device device() {
    String device =
        switch (engine) {
          case JAVA -> "cpu";
          case ND4J -> System.getProperty("reinstate.device.nd4j", "cpu");
          case TORCH -> System.getProperty("reinstate.device", "cpu");
        };
    return Device.parse(device).orElseThrow();
  }

  /** A network with initial parameters; whoever asks closes it. */
  Network network(MlpShape shape, long seed) {
    Network network = open().mlp(shape);
    network.writeParameters(shape.initialParameters(seed));
    return network;
  }

  @Override
  public String toString() {
    return engine.name().toLowerCase();
  }
}
