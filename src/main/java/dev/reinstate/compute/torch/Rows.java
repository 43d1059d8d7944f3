package dev.reinstate.compute.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies rows between the heap and a device. */
record Rows(int size, Device device) {

  /** Some rows of an array, followed by rows of zeros up to a capacity: capacity × size. */
  Tensor put(float[] from, int row, int rows, int capacity) {
    Tensor host =
        rows == capacity ? torch.torch_empty(capacity, size) : torch.torch_zeros(capacity, size);
    host.data_ptr_float().put(from, row * size, rows * size);
    return host.to(device, ScalarType.Float);
  }

  /** Gives the first rows back. */
  void get(Tensor from, int rows, float[] to, int row) {
    Tensor copy = from.detach().to(new Device("cpu"), ScalarType.Float);
    FloatPointer host = copy.contiguous().data_ptr_float();
    host.get(to, row * size, rows * size);
  }
}
