package dev.reinstate.model;

import dev.reinstate.memory.Precision;

/**
 * Keeps a standardised observation itself: quant(x̃/{@link Standardiser#MAX}), which differs from
 * it by rounding alone. There is nothing to be learned.
 *
 * @param inputSize numbers of an observation as networks see it
 * @param precision of the code's numbers
 */
public record DirectCodec(int inputSize, Precision precision) implements Codec {

  @Override
  public int codeBytes() {
    return precision.bytes(inputSize);
  }

  @Override
  public void encode(float[] x, int rows, byte[] codes) {
    int count = rows * inputSize;
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = x[i] / Standardiser.MAX;
    }
    precision.writeCodes(numbers, 0, count, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    int count = rows * inputSize;
    precision.readCodes(codes, 0, count, x, 0);
    for (int i = 0; i < count; i++) {
      x[i] *= Standardiser.MAX;
    }
  }
}
