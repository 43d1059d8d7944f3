package dev.reinstate.compute.torch;

import dev.reinstate.compute.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A function of PyTorch, with its parameters in one vector. */
class TorchNetwork implements Network {

  private static final int MAX_BLOCK = 256;
  private static final int MAX_CUDA_BLOCK = 4096;

  private final TorchFunction function;
  private final Rows inputs;
  private final Rows outputs;
  private final FlatVector parameters;
  private final RowBlocks blocks;
  private final TorchPass ownPass;
  private final List<TorchPass> passes = new ArrayList<>();

  TorchNetwork(TorchFunction function, int inputSize, int outputSize, Device device) {
    this.function = function;
    inputs = new Rows(inputSize, device);
    outputs = new Rows(outputSize, device);
    parameters = new FlatVector(function.parameters(), device);
    blocks = tried(device);
    ownPass = newPass();
  }

  /** Tries portions with random parameters, since with zeros all rows would be alike. */
  private RowBlocks tried(Device device) {
    float[] own = new float[parameters.size()];
    parameters.get(own);
    Random random = new Random(1);
    float[] other = new float[own.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = (float) random.nextGaussian();
    }
    parameters.put(other);
    RowBlocks found =
        RowBlocks.of(
            device.is_cuda() ? MAX_CUDA_BLOCK : MAX_BLOCK, inputSize(), this::forwardWhole);
    parameters.put(own);
    return found;
  }

  @Override
  public int inputSize() {
    return inputs.size();
  }

  @Override
  public int outputSize() {
    return outputs.size();
  }

  @Override
  public int parameterCount() {
    return parameters.size();
  }

  @Override
  public final TorchPass newPass() {
    TorchPass pass = new TorchPass(function, parameters, blocks, inputs, outputs);
    passes.add(pass);
    return pass;
  }

  @Override
  public void readParameters(float[] to) {
    parameters.get(to);
  }

  @Override
  public void writeParameters(float[] from) {
    parameters.put(from);
  }

  @Override
  public void forward(float[] x, int rows, float[] out) {
    for (int from = 0; from < rows; ) {
      int block = blocks.next(rows - from);
      int count = Math.min(block, rows - from);
      forward(x, from, count, block, out);
      from += count;
    }
  }

  private float[] forwardWhole(float[] x) {
    int rows = x.length / inputSize();
    float[] out = new float[rows * outputSize()];
    forward(x, 0, rows, rows, out);
    return out;
  }

  private void forward(float[] x, int from, int rows, int block, float[] out) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor y = function.forward(inputs.put(x, from, rows, block));
      outputs.get(y, rows, out, from);
    }
  }

  @Override
  public void backward(float[] x, int rows, float[] dOut, float[] gradientSum, float[] dIn) {
    ownPass.forward(x, rows, new float[rows * outputSize()]);
    ownPass.backward(dOut, gradientSum, dIn);
  }

  @Override
  public void close() {
    passes.forEach(TorchPass::close);
    parameters.close();
    function.close();
  }
}
