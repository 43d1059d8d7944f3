package dev.reinstate.model;

import dev.reinstate.memory.Float32;

/**
 * Keeps the observation itself, which is what the mode {@code exact} compares others with.
 *
 * @param inputSize numbers of an observation as networks see it
 * @param max the largest of them, a power of two, which is 1 in the code; 1 where there is no limit
 */
public record RawCodec(int inputSize, float max) implements Codec {

  @Override
  public int codeBytes() {
    return inputSize * Float.BYTES;
  }

  @Override
  public void encode(float[] x, int rows, byte[] codes) {
    float[] numbers = new float[rows * inputSize];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = x[i] / max;
    }
    Float32.write(numbers, 0, numbers.length, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    int count = rows * inputSize;
    Float32.read(codes, 0, count, x, 0);
    for (int i = 0; i < count; i++) {
      x[i] *= max;
    }
  }
}
