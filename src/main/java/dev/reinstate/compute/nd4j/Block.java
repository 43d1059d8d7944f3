package dev.reinstate.compute.nd4j;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A matrix of a fixed number of rows outside the heap, column by column as ND4J wants the results
 * of products. Fewer rows are padded with 0.
 */
final class Block implements AutoCloseable {

  private final int capacity;
  private final int size;
  private final INDArray array;
  private final float[] numbers;

  /**
   * @param capacity rows
   * @param size numbers in a row
   */
  Block(int capacity, int size) {
    this.capacity = capacity;
    this.size = size;
    array = Nd4j.create(DataType.FLOAT, new long[] {capacity, size}, 'f');
    numbers = new float[capacity * size];
  }

  /** capacity × size. */
  INDArray array() {
    return array;
  }

  /** Takes rows; the others become 0. */
  void put(float[] from, int at, int rows) {
    Arrays.fill(numbers, 0);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < size; i++) {
        numbers[i * capacity + row] = from[at + row * size + i];
      }
    }
    HostCopy.put(numbers, array);
  }

  /** Gives rows back. */
  void get(int rows, float[] to, int at) {
    HostCopy.get(array, numbers);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < size; i++) {
        to[at + row * size + i] = numbers[i * capacity + row];
      }
    }
  }

  @Override
  public void close() {
    array.close();
  }
}
