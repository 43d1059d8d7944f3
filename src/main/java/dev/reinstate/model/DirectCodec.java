package dev.reinstate.model;

import dev.reinstate.memory.Precision;

/**
 * Keeps an observation itself: quant(x̃/max), which in int8 differs from it by rounding alone. In
 * float32 nothing is lost, which is what the mode {@code exact} compares others with. There is
 * nothing to be learned.
 */
public final class DirectCodec implements Codec {

  private final int inputSize;
  private final float max;
  private final Precision precision;
  private float[] numbers = new float[0];

  /**
   * @param inputSize numbers of an observation as networks see it
   * @param max the largest of them, a power of two, which is 1 in the code; 1 where there is no
   *     limit
   * @param precision of the code's numbers
   */
  public DirectCodec(int inputSize, float max, Precision precision) {
    this.inputSize = inputSize;
    this.max = max;
    this.precision = precision;
  }

  @Override
  public int codeBytes() {
    return precision.bytes(inputSize);
  }

  @Override
  public void encode(float[] x, int rows, byte[] codes) {
    int count = rows * inputSize;
    if (numbers.length < count) {
      numbers = new float[count];
    }
    for (int i = 0; i < count; i++) {
      numbers[i] = x[i] / max;
    }
    precision.writeCodes(numbers, 0, count, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    int count = rows * inputSize;
    precision.readCodes(codes, 0, count, x, 0);
    for (int i = 0; i < count; i++) {
      x[i] *= max;
    }
  }
}
