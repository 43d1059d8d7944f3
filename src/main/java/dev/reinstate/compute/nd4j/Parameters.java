package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.MlpShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A flat vector of parameters, or of their gradients, outside the heap, with a matrix of weights
 * and a column of biases for each layer that share its memory.
 */
final class Parameters implements AutoCloseable {

  private final INDArray flat;
  private final INDArray[] weights;
  private final INDArray[] biases;

  Parameters(MlpShape shape) {
    flat = Nd4j.create(DataType.FLOAT, shape.parameterCount());
    weights = new INDArray[shape.layers()];
    biases = new INDArray[shape.layers()];
    int at = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = shape.sizes()[layer];
      int out = shape.sizes()[layer + 1];
      weights[layer] = view(at, in, out);
      biases[layer] = view(at + in * out, out, 1);
      at += out * (in + 1);
    }
  }

  private INDArray view(int from, int rows, int columns) {
    return flat.get(NDArrayIndex.interval(from, from + (long) rows * columns))
        .reshape('f', rows, columns);
  }

  /** Weights of a layer, in × out in column order: the memory of [out][in]. */
  INDArray weights(int layer) {
    return weights[layer];
  }

  /** Biases of a layer, out × 1. */
  INDArray biases(int layer) {
    return biases[layer];
  }

  void put(float[] from) {
    HostCopy.put(from, flat);
  }

  void get(float[] to) {
    HostCopy.get(flat, to);
  }

  @Override
  public void close() {
    flat.close();
  }
}
