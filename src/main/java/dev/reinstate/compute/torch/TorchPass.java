package dev.reinstate.compute.torch;

import dev.reinstate.compute.Pass;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.jspecify.annotations.Nullable;

/** Keeps PyTorch's graphs of the last forward computation. */
final class TorchPass implements Pass, AutoCloseable {

  private final TorchFunction function;
  private final FlatVector parameters;
  private final RowBlocks blocks;
  private final Rows inputs;
  private final Rows outputs;
  private final float[] gradient;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Rows that were computed together.
   *
   * @param from the first
   * @param rows how many, without those that fill the portion up
   * @param capacity how many, with them
   */
  private record Part(Tensor x, Tensor y, int from, int rows, int capacity) {
    void close() {
      x.close();
      y.close();
    }
  }

  TorchPass(
      TorchFunction function, FlatVector parameters, RowBlocks blocks, Rows inputs, Rows outputs) {
    this.function = function;
    this.parameters = parameters;
    this.blocks = blocks;
    this.inputs = inputs;
    this.outputs = outputs;
    gradient = new float[parameters.size()];
  }

  @Override
  public void forward(float[] x, int rows, float[] out) {
    close();
    for (int from = 0; from < rows; ) {
      int block = blocks.next(rows - from);
      int count = Math.min(block, rows - from);
      try (PointerScope scope = new PointerScope()) {
        Tensor in = inputs.put(x, from, count, block);
        in.requires_grad_(true);
        Tensor y = function.forward(in);
        outputs.get(y, count, out, from);
        parts.add(new Part(kept(in, scope), kept(y, scope), from, count, block));
      }
      from += count;
    }
  }

  /** A tensor that outlives the scope that it was made in. */
  private static Tensor kept(Tensor tensor, PointerScope scope) {
    tensor.retainReference();
    scope.detach(tensor);
    return tensor;
  }

  @Override
  public void backward(float[] dOut, float[] gradientSum, float @Nullable [] dIn) {
    if (parts.isEmpty()) {
      return;
    }
    parameters.clearGradients();
    for (Part part : parts) {
      try (PointerScope scope = new PointerScope()) {
        TensorVector wanted = new TensorVector(function.parameters().toArray(new Tensor[0]));
        if (dIn != null) {
          wanted.push_back(part.x);
        }
        Tensor outputGradient = outputs.put(dOut, part.from, part.rows, part.capacity);
        part.y.backward(
            outputGradient, new BoolOptional(true), false, new TensorArrayRefOptional(wanted));
        if (dIn != null) {
          Tensor inputGradient = part.x.mutable_grad();
          inputs.get(inputGradient, part.rows, dIn, part.from);
          inputGradient.reset();
        }
      }
    }
    parameters.getGradients(gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradientSum[i] += gradient[i];
    }
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
    parts.clear();
  }
}
