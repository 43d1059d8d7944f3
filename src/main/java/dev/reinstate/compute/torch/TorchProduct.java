package dev.reinstate.compute.torch;

import dev.reinstate.compute.SquareProduct;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Multiplies square matrices with PyTorch. Copying one number of the result to the host waits for
 * the device.
 */
final class TorchProduct implements SquareProduct {

  private final Tensor a;
  private final Tensor b;
  private final Tensor c;

  TorchProduct(int size, Device device) {
    a = torch.rand(size, size).to(device, ScalarType.Float);
    b = torch.rand(size, size).to(device, ScalarType.Float);
    c = torch.torch_zeros(size, size).to(device, ScalarType.Float);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      torch.mm_out(c, a, b);
      c.narrow(0, 0, 1).narrow(1, 0, 1).to(new Device("cpu"), ScalarType.Float);
    }
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
