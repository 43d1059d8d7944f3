package dev.reinstate.compute;

import dev.reinstate.compute.nd4j.Nd4jProvider;
import dev.reinstate.compute.torch.TorchProvider;
import java.util.Locale;

/** Opens engines, and says why where one cannot be opened. */
final class Engines {

  private Engines() {}

  static NetworkProvider open(ComputeSettings settings) {
    try {
      return switch (settings.engine()) {
        case JAVA -> java(settings.device());
        case ND4J -> Nd4jProvider.open(settings.device(), settings.threads());
        case TORCH -> TorchProvider.open(settings.device(), settings.threads());
      };
    } catch (LinkageError e) {
      throw new ComputeException(
          "compute.provider %s: its libraries cannot be loaded on this machine (%s); they belong on"
                  .formatted(settings.engine().name().toLowerCase(Locale.ROOT), e)
              + " the class path, on a cluster in Flink's lib/; compute.provider java needs none",
          e);
    }
  }

  private static NetworkProvider java(Device device) {
    if (device.kind() == Device.Kind.CUDA) {
      throw new ComputeException(
          "compute.device %s: compute.provider java computes on the CPU; allowed: auto, cpu"
              .formatted(device));
    }
    return new JavaProvider();
  }
}
