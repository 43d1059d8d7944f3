package dev.reinstate.compute.nd4j;

import dev.reinstate.compute.SquareProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class Nd4jProduct implements SquareProduct {

  private final INDArray a;
  private final INDArray b;
  private final INDArray c;

  Nd4jProduct(int size) {
    a = Nd4j.rand(DataType.FLOAT, size, size).dup('f');
    b = Nd4j.rand(DataType.FLOAT, size, size).dup('f');
    c = Nd4j.create(DataType.FLOAT, new long[] {size, size}, 'f');
  }

  @Override
  public void run() {
    Nd4j.gemm(a, b, c, false, false, 1, 0);
    Nd4j.getExecutioner().commit();
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
