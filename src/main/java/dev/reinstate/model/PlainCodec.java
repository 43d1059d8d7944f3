package dev.reinstate.model;

import dev.reinstate.memory.Precision;

/**
 * Keeps the input itself in float32, which is what the mode {@code exact} compares others with
 * where features are not standardised.
 */
public final class PlainCodec implements Codec {

  private final int inputSize;

  /**
   * @param inputSize numbers of an observation as networks see it
   */
  public PlainCodec(int inputSize) {
    this.inputSize = inputSize;
  }

  @Override
  public int codeBytes() {
    return Precision.FLOAT32.bytes(inputSize);
  }

  @Override
  public void encode(float[] raw, float[] x, int rows, byte[] codes) {
    Precision.FLOAT32.writeCodes(x, 0, rows * inputSize, codes, 0);
  }

  @Override
  public void decode(byte[] codes, int rows, float[] x) {
    Precision.FLOAT32.readCodes(codes, 0, rows * inputSize, x, 0);
  }

  @Override
  public void read(byte[] codes, int from, float[] numbers, int at) {
    Precision.FLOAT32.readCodes(codes, from, inputSize, numbers, at);
  }
}
