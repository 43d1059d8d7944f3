package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.Activation;
import dev.reinstate.compute.MlpShape;
import dev.reinstate.compute.MlpShape.Output;
import dev.reinstate.compute.Network;
import dev.reinstate.compute.Pass;
import dev.reinstate.compute.UnitLength;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinearDerivative;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A multilayer perceptron by ND4J's matrix products, block by block. All products have a fixed
 * size, because libraries choose their way by it. Arrays are allocated once and kept, so nothing
 * outside the heap waits for the garbage collector.
 */
final class Nd4jMlp implements Network {

  private final MlpShape shape;
  private final int blockRows;
  private final UnitLength unitLength;
  private final Parameters parameters;
  private final Parameters gradients;

  /** Gradients with respect to each layer's sums, from [1]; to the inputs at [0]. */
  private final Block[] layerGradients;

  /** Of each layer's activation. */
  private final Block[] tanhGradients;

  private final Activations scratch;
  private final Nd4jPass ownPass = new Nd4jPass(this);
  private final List<Nd4jPass> passes = new ArrayList<>(List.of(ownPass));
  private final INDArray ones;
  private final float[] outputs;
  private final float[] outputGradients;
  private final float[] zeros;
  private final float[] gradient;
  private boolean gradientsBegun;

  Nd4jMlp(MlpShape shape) {
    this.shape = shape;
    int layers = shape.layers();
    blockRows = BlockRows.of(shape);
    unitLength = new UnitLength(outputSize() / shape.parts());
    parameters = new Parameters(shape);
    gradients = new Parameters(shape);
    scratch = newActivations();
    layerGradients = new Block[layers + 1];
    tanhGradients = new Block[layers + 1];
    for (int layer = 0; layer <= layers; layer++) {
      layerGradients[layer] = new Block(blockRows, shape.sizes()[layer]);
      tanhGradients[layer] = new Block(blockRows, shape.sizes()[layer]);
    }
    ones = Nd4j.ones(DataType.FLOAT, blockRows, 1);
    outputs = new float[blockRows * outputSize()];
    outputGradients = new float[outputs.length];
    zeros = new float[blockRows * inputSize()];
    gradient = new float[parameterCount()];
  }

  @Override
  public int inputSize() {
    return shape.sizes()[0];
  }

  @Override
  public int outputSize() {
    return shape.sizes()[shape.layers()];
  }

  @Override
  public int parameterCount() {
    return shape.parameterCount();
  }

  int blockRows() {
    return blockRows;
  }

  Activations newActivations() {
    return new Activations(shape, blockRows);
  }

  @Override
  public Pass newPass() {
    Nd4jPass pass = new Nd4jPass(this);
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
    for (int from = 0; from < rows; from += blockRows) {
      forward(scratch, x, from, Math.min(blockRows, rows - from), out);
    }
  }

  @Override
  public void backward(float[] x, int rows, float[] dOut, float[] gradientSum, float[] dIn) {
    ownPass.forward(x, rows, new float[rows * outputSize()]);
    ownPass.backward(dOut, gradientSum, dIn);
  }

  /**
   * Computes some rows of an array, at most a block.
   *
   * @param block receives their activations
   * @param x array of rows
   * @param from the first of them
   * @param out array that receives as many rows, from the same index on
   */
  void forward(Activations block, float[] x, int from, int rows, float[] out) {
    int size = inputSize();
    HostCopy.put(x, from * size, rows * size, zeros, block.below(0));
    for (int layer = 0; layer < shape.layers(); layer++) {
      INDArray sums = block.above(layer).array();
      Nd4j.gemm(ones, parameters.biases(layer), sums, false, true, 1, 0);
      Nd4j.gemm(block.below(layer), parameters.weights(layer), sums, layer == 0, false, 1, 1);
      if (layer < shape.layers() - 1 && shape.hidden() == Activation.RELU) {
        Nd4j.exec(new RectifiedLinear(sums, sums));
      } else if (layer < shape.layers() - 1 || shape.output() == Output.TANH) {
        Nd4j.exec(new Tanh(sums, sums));
      }
    }
    block.above(shape.layers() - 1).get(rows, outputs, 0);
    if (shape.output() == Output.UNIT) {
      unitLength.apply(outputs, rows * outputSize());
    }
    System.arraycopy(outputs, 0, out, from * outputSize(), rows * outputSize());
  }

  /**
   * Propagates gradients back through some rows, and accumulates those of the parameters.
   *
   * @param block activations of the rows
   */
  void accumulateBackward(
      Activations block, float[] dOut, int from, int rows, float @Nullable [] dIn) {
    outputGradients(block, dOut, from, rows);
    int kept = gradientsBegun ? 1 : 0;
    gradientsBegun = true;
    for (int layer = shape.layers() - 1; layer >= 0; layer--) {
      INDArray above = layerGradients[layer + 1].array();
      Nd4j.gemm(block.below(layer), above, gradients.weights(layer), layer > 0, false, 1, kept);
      Nd4j.gemm(above, ones, gradients.biases(layer), true, false, 1, kept);
      if (layer > 0 || dIn != null) {
        INDArray layerGradient = layerGradients[layer].array();
        Nd4j.gemm(above, parameters.weights(layer), layerGradient, false, true, 1, 0);
      }
      if (layer > 0 && shape.hidden() == Activation.RELU) {
        INDArray layerGradient = layerGradients[layer].array();
        Nd4j.exec(new RectifiedLinearDerivative(block.below(layer), layerGradient, layerGradient));
      } else if (layer > 0) {
        throughTanh(layer, block.below(layer));
      }
    }
    if (dIn != null) {
      layerGradients[0].get(rows, dIn, from * inputSize());
    }
  }

  /** ∂L/∂sums of the last layer from ∂L/∂out. */
  private void outputGradients(Activations block, float[] dOut, int from, int rows) {
    int size = outputSize();
    int last = shape.layers() - 1;
    System.arraycopy(dOut, from * size, outputGradients, 0, rows * size);
    if (shape.output() == Output.UNIT) {
      block.above(last).get(rows, outputs, 0);
      unitLength.backward(outputs, outputGradients, rows * size);
    }
    layerGradients[last + 1].put(outputGradients, 0, rows);
    if (shape.output() == Output.TANH) {
      throughTanh(last + 1, block.above(last).array());
    }
  }

  /** The derivative of tanh is 1 − tanh². */
  private void throughTanh(int layer, INDArray activations) {
    INDArray tanhGradient = tanhGradients[layer].array();
    activations.muli(activations, tanhGradient).rsubi(1);
    layerGradients[layer].array().muli(tanhGradient);
  }

  /** Adds the gradients accumulated to a sum, and begins to accumulate anew. */
  void addAccumulatedGradients(float[] gradientSum) {
    gradients.get(gradient);
    gradientsBegun = false;
    for (int i = 0; i < gradient.length; i++) {
      gradientSum[i] += gradient[i];
    }
  }

  @Override
  public void close() {
    parameters.close();
    gradients.close();
    scratch.close();
    ones.close();
    for (int layer = 0; layer < layerGradients.length; layer++) {
      layerGradients[layer].close();
      tanhGradients[layer].close();
    }
    passes.forEach(Nd4jPass::close);
  }
}
