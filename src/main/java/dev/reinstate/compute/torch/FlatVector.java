package dev.reinstate.compute.torch;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One vector for all parameters, and one for all their gradients: the parameters share its memory,
 * so that they travel in one copy.
 */
final class FlatVector implements AutoCloseable {

  private final int size;
  private final Tensor values;
  private final Tensor gradients;

  FlatVector(List<Tensor> parameters, Device device) {
    size = Math.toIntExact(parameters.stream().mapToLong(Tensor::numel).sum());
    values = torch.torch_zeros(size).to(device, ScalarType.Float);
    gradients = torch.torch_zeros(size).to(device, ScalarType.Float);
    long at = 0;
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Tensor parameter : parameters) {
        Tensor place = values.narrow(0, at, parameter.numel()).view_as(parameter);
        place.copy_(parameter);
        parameter.set_data(place);
        parameter.requires_grad_(true);
        parameter.mutable_grad().put(gradients.narrow(0, at, parameter.numel()).view_as(parameter));
        at += parameter.numel();
      }
    }
  }

  int size() {
    return size;
  }

  void put(float[] from) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor host = torch.torch_empty(size);
      host.data_ptr_float().put(from, 0, size);
      values.copy_(host);
    }
  }

  void get(float[] to) {
    get(values, to);
  }

  void clearGradients() {
    try (NoGradGuard guard = new NoGradGuard()) {
      gradients.zero_();
    }
  }

  void getGradients(float[] to) {
    get(gradients, to);
  }

  private void get(Tensor from, float[] to) {
    try (PointerScope scope = new PointerScope()) {
      FloatPointer host = from.to(new Device("cpu"), ScalarType.Float).data_ptr_float();
      host.get(to, 0, size);
    }
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
  }
}
