package dev.reinstate.compute.torch;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.FileNetwork;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkFile;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.SquareProduct;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** Networks computed by PyTorch's library. */
final class TorchProvider implements NetworkProvider {

  static {
    unpackLibraries();
  }

  private final org.bytedeco.pytorch.Device device;

  private TorchProvider(String device) {
    this.device = new org.bytedeco.pytorch.Device(device);
  }

  /**
   * All libraries are unpacked before the first is loaded: it would load another PyTorch that the
   * system may have in the place of those that are not there yet, and the JVM would die.
   */
  private static void unpackLibraries() {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform();
    try {
      for (String variant : new String[] {"", "-gpu"}) {
        Loader.cacheResources(org.bytedeco.pytorch.presets.torch.class, folder + variant + "/");
      }
    } catch (IOException e) {
      throw new ComputeException("PyTorch's libraries cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /**
   * Prepares PyTorch.
   *
   * @param threads native threads of each caller
   * @throws ComputeException if there is no such device
   * @throws LinkageError if its libraries are not there
   */
  static NetworkProvider open(Device device, int threads) {
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
    // what a script is compiled to must not depend on how often it has run
    torch.setGraphExecutorOptimize(false);
    return new TorchProvider(found(device).toString());
  }

  private static Device found(Device wanted) {
    int devices = torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    return switch (wanted.kind()) {
      case CPU -> wanted;
      case AUTO -> devices > 0 ? Device.cuda(0) : Device.CPU;
      case CUDA -> {
        if (wanted.index() >= devices) {
          throw new ComputeException(
              "compute.device %s: PyTorch finds %s here; allowed: auto, cpu%s"
                  .formatted(
                      wanted,
                      devices == 0 ? "no CUDA device" : devices + " CUDA devices",
                      devices == 0 ? "" : ", cuda:0 to cuda:" + (devices - 1)));
        }
        yield wanted;
      }
    };
  }

  @Override
  public Network mlp(MlpShape shape) {
    int in = shape.sizes()[0];
    int out = shape.sizes()[shape.layers()];
    return new TorchNetwork(new MlpFunction(shape, device), in, out, device);
  }

  @Override
  public SquareProduct product(int size) {
    return new TorchProduct(size, device);
  }

  @Override
  public FileNetwork script(NetworkFile file, int in, int out, int unitParts) {
    return ScriptNetwork.load(file, in, out, unitParts, device);
  }
}
