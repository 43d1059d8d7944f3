package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.ComputeException;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.NetworkProvider;
import dev.reinstate.compute.SquareProduct;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;

/** Networks computed by ND4J. */
final class Nd4jProvider implements NetworkProvider {

  /**
   * JavaCPP refuses memory once the process has twice the heap's, which a job with RocksDB has.
   * What networks hold is bounded by their size.
   */
  private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    if (System.getProperty(MAX_PHYSICAL_BYTES) == null) {
      System.setProperty(MAX_PHYSICAL_BYTES, "0");
    }
  }

  private Nd4jProvider() {}

  /**
   * Prepares ND4J for the calling thread.
   *
   * @param threads native threads, of the whole process
   * @throws ComputeException if its back end has no such device
   * @throws LinkageError if its libraries are not there
   */
  static NetworkProvider open(Device device, int threads) {
    boolean cpu = Nd4j.getBackend().getEnvironment().isCPU();
    if (cpu) {
      if (device.kind() == Device.Kind.CUDA) {
        throw new ComputeException(
            "compute.device %s: ND4J's back end here is that of the CPU; allowed: auto, cpu, or"
                    .formatted(device)
                + " build with a CUDA back end (docs/guides/gpu.md)");
      }
      openblas_nolapack.blas_set_num_threads(threads);
    } else if (device.kind() == Device.Kind.CPU) {
      throw new ComputeException(
          "compute.device cpu: ND4J's back end here is that of CUDA; allowed: auto, cuda, cuda:N");
    } else {
      useDevice(device);
    }
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    return new Nd4jProvider();
  }

  private static void useDevice(Device device) {
    int devices = Nd4j.getAffinityManager().getNumberOfDevices();
    if (device.index() >= devices) {
      throw new ComputeException(
          "compute.device %s: there are %d CUDA devices; allowed: cuda:0 to cuda:%d"
              .formatted(device, devices, devices - 1));
    }
    Nd4j.getAffinityManager().unsafeSetDevice(device.index());
  }

  @Override
  public Network mlp(MlpShape shape) {
    return new Nd4jMlp(shape);
  }

  @Override
  public SquareProduct product(int size) {
    return new Nd4jProduct(size);
  }
}
