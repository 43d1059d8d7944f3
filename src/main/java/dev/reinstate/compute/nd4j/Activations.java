package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.MlpShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A block of rows on its way through a network: inputs, and what each layer makes of them. */
final class Activations implements AutoCloseable {

  private final INDArray inputs;
  private final Block[] outputs;

  Activations(MlpShape shape, int rows) {
    inputs = Nd4j.create(DataType.FLOAT, new long[] {shape.sizes()[0], rows}, 'f');
    outputs = new Block[shape.layers()];
    for (int layer = 0; layer < outputs.length; layer++) {
      outputs[layer] = new Block(rows, shape.sizes()[layer + 1]);
    }
  }

  /** What a layer takes in: for the first, size × rows, as inputs come; else rows × size. */
  INDArray below(int layer) {
    return layer == 0 ? inputs : outputs[layer - 1].array();
  }

  /** What a layer gives; the last is not yet made unit. */
  Block above(int layer) {
    return outputs[layer];
  }

  @Override
  public void close() {
    inputs.close();
    for (Block block : outputs) {
      block.close();
    }
  }
}
