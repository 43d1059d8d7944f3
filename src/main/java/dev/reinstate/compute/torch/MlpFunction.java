package dev.reinstate.compute.torch;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A multilayer perceptron. */
final class MlpFunction implements TorchFunction {

  private final MlpShape shape;
  private final List<Tensor> parameters = new ArrayList<>();

  MlpFunction(MlpShape shape, Device device) {
    this.shape = shape;
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = shape.sizes()[layer];
      int out = shape.sizes()[layer + 1];
      parameters.add(torch.torch_zeros(out, in).to(device, ScalarType.Float));
      parameters.add(torch.torch_zeros(out).to(device, ScalarType.Float));
    }
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor rows = x;
    int last = shape.layers() - 1;
    for (int layer = 0; layer <= last; layer++) {
      rows =
          torch.linear(
              rows, parameters.get(2 * layer), new TensorOptional(parameters.get(2 * layer + 1)));
      if (layer < last) {
        rows = shape.hidden() == Activation.RELU ? rows.relu() : rows.tanh();
      }
    }
    return switch (shape.output()) {
      case LINEAR -> rows;
      case TANH -> rows.tanh();
      case UNIT -> UnitParts.of(rows, shape.sizes()[last + 1], shape.parts());
    };
  }

  @Override
  public void close() {
    parameters.forEach(Tensor::close);
  }
}
