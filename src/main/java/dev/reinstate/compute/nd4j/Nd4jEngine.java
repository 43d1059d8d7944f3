package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.NetworkEngine;
import dev.reinstate.compute.NetworkProvider;

/** Computes networks with ND4J. Its classes are loaded when it is opened. */
public final class Nd4jEngine implements NetworkEngine {

  @Override
  public ComputeSettings.Engine name() {
    return ComputeSettings.Engine.ND4J;
  }

  @Override
  public NetworkProvider open(Device device, int threads) {
    return Nd4jProvider.open(device, threads);
  }
}
