package dev.reinstate.compute.torch;

import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.NetworkEngine;
import dev.reinstate.compute.NetworkProvider;

/** Computes networks with PyTorch's native library. Its classes are loaded when it is opened. */
public final class TorchEngine implements NetworkEngine {

  @Override
  public ComputeSettings.Engine name() {
    return ComputeSettings.Engine.TORCH;
  }

  @Override
  public NetworkProvider open(Device device, int threads) {
    return TorchProvider.open(device, threads);
  }
}
