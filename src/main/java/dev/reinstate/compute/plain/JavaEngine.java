package dev.reinstate.compute.plain;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.ComputeSettings;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.NetworkEngine;
import dev.reinstate.compute.NetworkProvider;

/** Computes networks in plain Java, on the CPU. */
public final class JavaEngine implements NetworkEngine {

  @Override
  public ComputeSettings.Engine name() {
    return ComputeSettings.Engine.JAVA;
  }

  @Override
  public NetworkProvider open(Device device, int threads) {
    if (device.kind() == Device.Kind.CUDA) {
      throw new ComputeException(
          "compute.device %s: compute.provider java computes on the CPU; allowed: auto, cpu"
              .formatted(device));
    }
    return new JavaProvider();
  }
}
