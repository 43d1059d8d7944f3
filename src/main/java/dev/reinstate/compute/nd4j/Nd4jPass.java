package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.Pass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the activations of as many blocks as there were at most. */
final class Nd4jPass implements Pass, AutoCloseable {

  private final Nd4jMlp network;
  private final List<Activations> blocks = new ArrayList<>();
  private int rows;

  Nd4jPass(Nd4jMlp network) {
    this.network = network;
  }

  @Override
  public void forward(float[] x, int count, float[] out) {
    rows = count;
    for (int from = 0; from < rows; from += network.blockRows()) {
      int block = from / network.blockRows();
      if (block == blocks.size()) {
        blocks.add(network.newActivations());
      }
      network.forward(blocks.get(block), x, from, rowsOfBlock(from), out);
    }
  }

  @Override
  public void backward(float[] dOut, float[] gradientSum, float @Nullable [] dIn) {
    for (int from = 0; from < rows; from += network.blockRows()) {
      Activations block = blocks.get(from / network.blockRows());
      network.accumulateBackward(block, dOut, from, rowsOfBlock(from), dIn);
    }
    if (rows > 0) {
      network.addAccumulatedGradients(gradientSum);
    }
  }

  private int rowsOfBlock(int from) {
    return Math.min(network.blockRows(), rows - from);
  }

  @Override
  public void close() {
    blocks.forEach(Activations::close);
  }
}
